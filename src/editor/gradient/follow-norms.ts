import type { Compilation } from '../../compiler/compilation.ts';
import { wireGradients } from '../../compiler/wire-gradients.ts';
import { fitsCheckpoint } from '../../runtime/fits-checkpoint.ts';
import type { EditorServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { stepPhases } from '../stepper/step-phases.ts';
import { gradientNorms } from './gradient-norms.ts';

/** While a run goes on, measuring may take this part of the time. */
const SHARE = 0.08;

type Services = Pick<EditorServices, 'store' | 'runStore' | 'compile'>;

/**
 * Measures the gradient on the wires of the drawing at the newest checkpoint of the run, again at later ones, until the function it
 * gives is called. Norms of another drawing are forgotten at once.
 */
export function followNorms(
  { store, runStore, compile }: Services,
  now: () => number = () => performance.now(),
): () => void {
  let ended = false;
  let busy = false;
  let restUntil = 0;
  /** What was measured last, and the compilation that the norms on the wires are of. */
  let seen: readonly unknown[] = [];
  let shown: Compilation | null = null;
  const show = (of: Compilation | null, norms: Readonly<Record<string, number>>): void => {
    shown = of;
    gradientNorms.setState(norms, true);
  };

  const look = async (): Promise<void> => {
    const { content, compilation } = store.getState();
    const { run, dissect } = runStore.getState();
    const { checkpoint } = run;
    // every wire hears of it: not at each movement of the pointer
    if (shown !== null && shown !== compilation) show(null, {});
    if (busy || checkpoint === null || (seen[0] === compilation && seen[1] === checkpoint)) return;
    if (run.status === 'running' && now() < restUntil) return;
    seen = [compilation, checkpoint];
    const { program, drawn } = compile(content.document, content.preset, wireGradients);
    if (!program || !fitsCheckpoint(program, checkpoint)) return;
    busy = true;
    const begun = now();
    const answer = await dissect({ program, seed: checkpoint.seed, checkpoint });
    busy = false;
    restUntil = now() + ((now() - begun) * (1 - SHARE)) / SHARE;
    if (ended) return;
    if (answer.ok && store.getState().compilation === compilation) {
      const { backward } = stepPhases({ program, ...(drawn && { drawn }) }, graphOf(content), answer.value);
      const norms = backward.values.flatMap(({ back, record }) =>
        back.map((edge) => [edge, record.gradient!.norm] as const),
      );
      show(compilation, Object.fromEntries(norms));
    }
    void look();
  };

  const watched = [store.subscribe(() => void look()), runStore.subscribe(() => void look())];
  void look();
  return () => {
    ended = true;
    watched.forEach((stop) => stop());
    show(null, {});
  };
}
