import type { UnlabelDocument } from '../../document/schema.ts';
import { keepRun } from '../kept/keep-run.ts';
import type { KeptRun } from '../kept/kept-run.ts';
import { reduceRun } from '../reduce-run.ts';
import { IDLE_RUN, type RunAction, type RunState } from '../run-state.ts';
import { tinyProgram } from './tiny-program.ts';

/** A run that has taken steps with these losses, and measured twin retrieval at the last. */
export function runWith(losses: readonly number[], twin = 0.25): RunState {
  const choice = { backend: 'wasm', reason: '', threads: 2, candidates: [] } as const;
  const actions: RunAction[] = [
    { kind: 'starting', fresh: true, paused: false, steps: losses.length },
    { kind: 'opened', choice },
    { kind: 'started', backend: 'wasm', parameters: 5, step: 0, steps: losses.length },
    ...losses.map((loss, i): RunAction => {
      return { kind: 'step', step: i + 1, loss, losses: { sgd: loss }, learningRate: 0.1, seconds: i };
    }),
    { kind: 'probe', step: losses.length, node: 'retrieval', metrics: { twin }, untrained: { twin: 0.16 } },
    {
      kind: 'finished',
      step: losses.length,
      reason: 'complete',
      seconds: 1,
      stepsPerSecond: 10,
      digest: 'd',
      memory: { tensors: 0, bytes: 0, gpuBytes: null, gpuAllocated: null },
    },
  ];
  return actions.reduce(reduceRun, IDLE_RUN);
}

/** A kept run of a document, with these losses. */
export function keptRunWith(
  document: UnlabelDocument,
  losses: readonly number[],
  about: Partial<KeptRun> = {},
): KeptRun {
  const program = {
    ...tinyProgram({ steps: losses.length }),
    probes: [
      {
        node: 'retrieval',
        measurement: 'retrieval',
        every: 10,
        params: {},
        source: { kind: 'batch' as const, values: [] },
      },
    ],
  };
  const subject = { id: 'run', document, preset: null, program, seed: 1, mixed: false };
  return { ...keepRun(runWith(losses), { ...subject, nodeTitle: (node) => node }, 1000), ...about };
}
