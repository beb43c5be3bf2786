import { IDLE_RUN, type RunState } from '../run-state.ts';
import type { Series } from '../series.ts';
import { curveSeries, type KeptCurve } from './curve.ts';
import type { KeptRun } from './kept-run.ts';

const known = new WeakMap<object, RunState>();

const all = (curves: Readonly<Record<string, KeptCurve>>): Readonly<Record<string, Series>> =>
  Object.fromEntries(Object.entries(curves).map(([id, curve]) => [id, curveSeries(curve)]));

/** A kept run as charts and readings want it; the same object at each call, so that nothing is drawn anew. */
export function runStateOf(kept: KeptRun): RunState {
  // notes and names change more often than curves
  const found = known.get(kept.loss);
  if (found) return found;
  const state: RunState = {
    ...IDLE_RUN,
    status: 'finished',
    step: kept.step,
    steps: kept.steps,
    loss: curveSeries(kept.loss),
    losses: all(kept.losses),
    learningRate: curveSeries(kept.learningRate),
    probes: Object.fromEntries(
      Object.entries(kept.measured).map(([node, { metrics, untrained }]) => [
        node,
        // pictures of a batch are not kept with a run
        { metrics: all(metrics), untrained, pictures: [] },
      ]),
    ),
  };
  known.set(kept.loss, state);
  return state;
}
