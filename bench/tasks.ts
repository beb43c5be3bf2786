import { METHODS, type MethodName } from './rivals/methods/names.ts';
import type { Task } from './rivals/task.ts';
import { workloadA, workloadB } from './rivals/workload.ts';

/** What can be timed, with how. */
export interface TimedTask {
  readonly id: string;
  readonly summary: string;
  readonly task: Task;
  /** Multiplications and additions of a step's matrix products and convolutions; null where nobody has counted. */
  readonly gigaflop: number | null;
  /** Of a turn, where no other number is asked for. */
  readonly steps: number;
}

export const TIMED_WORKLOADS: readonly TimedTask[] = [
  {
    id: 'A',
    summary: '128 × 28×28×1, convolutions 32-64-128 of stride 2, MLP 128-128-64, NT-Xent, Adam; 1.65 GFLOP',
    task: { kind: 'workload', workload: workloadA },
    gigaflop: 1.65,
    steps: 10,
  },
  {
    id: 'B',
    summary:
      '128 × 32×32×3, ResNet 32-64-128 with a basic block each, MLP 128-256-128, NT-Xent, momentum; 37.6 GFLOP',
    task: { kind: 'workload', workload: workloadB },
    gigaflop: 37.6,
    steps: 2,
  },
];

const SUMMARIES: Readonly<Record<MethodName, string>> = {
  simclr: 'template: two views, NT-Xent',
  moco: 'template: momentum encoder, queue',
  byol: 'template: predictor, momentum teacher',
  simsiam: 'template: predictor, stop-gradient',
  dino: 'template: local view, centred teacher',
  swav: 'template: local view, prototypes, Sinkhorn',
};

/** Their preset is `browser`: views of 128 images. */
export const TIMED_TEMPLATES: readonly TimedTask[] = METHODS.map((name) => ({
  id: name,
  summary: SUMMARIES[name],
  task: { kind: 'template', name },
  gigaflop: null,
  steps: 4,
}));
