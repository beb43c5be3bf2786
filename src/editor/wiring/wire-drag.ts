import { createStore } from 'zustand/vanilla';
import { endKey, type PortEnd } from './port-end.ts';
import type { WireJudge } from './judge-wires.ts';

export interface WireDrag {
  /** Judges the wire in the hand; null while there is none. */
  readonly judge: WireJudge | null;
  /** Ports that take it, by `endKey`. */
  readonly fits: ReadonlySet<string>;
}

const NONE: WireDrag = { judge: null, fits: new Set() };
/** Time for whole judgements between two frames, in ms. */
const SLICE = 5;

/** The wire in the hand. Ports look at it, so that only those that light up are drawn again. */
export const wireDrag = createStore<WireDrag>()(() => NONE);

/** Lights up the ports that fit: at once those that are likely to, then, between frames, without those that do not. */
export function startWireDrag(judge: WireJudge): void {
  const likely = judge.likely();
  wireDrag.setState({ judge, fits: new Set(likely.map(endKey)) });
  refine(
    judge,
    likely.filter((end) => judge.doubtful(end)),
  );
}

export function endWireDrag(): void {
  wireDrag.setState(NONE);
}

function refine(judge: WireJudge, open: readonly PortEnd[]): void {
  if (open.length === 0) return;
  setTimeout(() => {
    if (wireDrag.getState().judge !== judge) return;
    const began = performance.now();
    const refused: string[] = [];
    let done = 0;
    for (const end of open) {
      if (performance.now() - began > SLICE) break;
      if (!judge.plan(end).ok) refused.push(endKey(end));
      done += 1;
    }
    if (refused.length > 0) {
      const fits = new Set(wireDrag.getState().fits);
      for (const key of refused) fits.delete(key);
      wireDrag.setState({ fits });
    }
    refine(judge, open.slice(done));
  });
}
