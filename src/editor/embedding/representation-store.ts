import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DatasetView, Representation } from '../../../workers/protocol.ts';
import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { programKey } from '../../runtime/program-key.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { alignedTo } from './align-points.ts';

export interface RepresentationState {
  /** The dataset probe whose encoder is looked at. */
  readonly node: string | null;
  readonly view: DatasetView | null;
  readonly untrained: Representation | null;
  readonly trained: Representation | null;
  readonly busy: boolean;
  /** Why there is none. */
  readonly problems: readonly Diagnostic[];
  /** Asks for what is new of the run as this probe sees it, if anything is, and not too often while it trains. */
  readonly update: (node: string) => void;
}

export type RepresentationStore = StoreApi<RepresentationState>;

/** While a run goes on, looking at it may take this part of the time. */
const SHARE = 0.2;
const NOTHING = { view: null, untrained: null, trained: null, problems: [] };

const stores = new WeakMap<RunStore, RepresentationStore>();

/** Of this run store: what was asked for stays while other tabs are looked at. */
export function representationStore(runStore: RunStore): RepresentationStore {
  const known = stores.get(runStore);
  if (known) return known;
  const store = createRepresentationStore(runStore);
  stores.set(runStore, store);
  return store;
}

export function createRepresentationStore(
  runStore: RunStore,
  now: () => number = () => performance.now(),
): RepresentationStore {
  /** What `untrained` is of. */
  let origin = '';
  let restUntil = 0;
  /** The step of the last checkpoint that was asked about. */
  let asked = -1;

  const originOf = (node: string): string | null => {
    const { program, run } = runStore.getState();
    return program && run.checkpoint ? `${node} ${run.checkpoint.seed} ${programKey(program)}` : null;
  };

  async function ask(node: string, fresh: boolean): Promise<void> {
    const begun = now();
    const { represent, view } = runStore.getState();
    const mine = origin;
    const problems: Diagnostic[] = [];
    /** Puts an answer in its place, unless it is of another run by now. */
    const take = <T>(answer: Checked<T>, place: (value: T) => Partial<RepresentationState>): boolean => {
      if (mine !== origin || originOf(node) !== mine) return false;
      if (answer.ok) store.setState(place(answer.value));
      else problems.push(...answer.problems);
      return answer.ok;
    };
    let going = true;
    if (fresh) {
      going =
        take(await view(), (value) => ({ view: value })) &&
        take(await represent(node, 'initial'), (untrained) => ({ untrained }));
    }
    if (going) {
      take(await represent(node, 'newest'), (trained) => {
        const before = store.getState().trained ?? store.getState().untrained;
        return {
          trained: before ? { ...trained, points: alignedTo(before.points, trained.points) } : trained,
        };
      });
    }
    restUntil = now() + ((now() - begun) * (1 - SHARE)) / SHARE;
    store.setState({ busy: false, ...(mine === origin ? { problems } : {}) });
  }

  const store: RepresentationStore = createStore<RepresentationState>()((set, get) => ({
    ...NOTHING,
    node: null,
    busy: false,
    update: (node) => {
      const { run } = runStore.getState();
      const wanted = originOf(node);
      if (get().busy || wanted === null) return;
      const fresh = wanted !== origin || get().untrained === null;
      const newest = run.checkpoint!.step;
      if (!fresh && get().trained?.step === newest) return;
      if (!fresh && run.status === 'running' && now() < restUntil) return;
      // what failed is asked for again when there is another checkpoint
      if (wanted === origin && get().problems.length > 0 && asked === newest) return;
      asked = newest;
      origin = wanted;
      set({ node, busy: true, ...(fresh ? NOTHING : {}) });
      void ask(node, fresh);
    },
  }));
  return store;
}
