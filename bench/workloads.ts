import type { Contestant } from './contestant.ts';
import { contestants } from './contestants.ts';
import { ratioByRound } from './ratio-by-round.ts';
import type { Benchmark } from './report.ts';
import type { Task } from './rivals/task.ts';
import { workloadA, workloadB, type Workload } from './rivals/workload.ts';
import { servePage } from './serve-page.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';
import { takeTurns } from './take-turns.ts';

type Who =
  | 'ours'
  | 'hand'
  | 'stock'
  | 'jax'
  | 'oursInNode'
  | 'handInNode'
  | 'torch1'
  | 'torch2'
  | 'torch1Kept'
  | 'torch2Kept';
interface Entry {
  readonly who: Who;
  readonly slow?: boolean;
  readonly rival: Contestant;
}

const LOADS = [
  { workload: workloadA, gigaflop: 1.65, steps: 10, withJax: true },
  { workload: workloadB, gigaflop: 37.6, steps: 2, withJax: false },
];

const RATIOS: readonly (readonly [label: string, over: Who, under: Who])[] = [
  ['Unlabel / PyTorch, 2 threads', 'ours', 'torch2'],
  ['Unlabel / PyTorch, 2 threads, memory kept', 'ours', 'torch2Kept'],
  ['Unlabel / PyTorch, 1 thread, memory kept', 'ours', 'torch1Kept'],
  ['tfjs on its own kernels / Unlabel', 'stock', 'ours'],
  ['jax-js / Unlabel', 'jax', 'ours'],
  ['Unlabel in Node / in Chromium', 'oursInNode', 'ours'],
  ['compiled / by hand on the same kernels, Chromium', 'ours', 'hand'],
  ['compiled / by hand on the same kernels, Node', 'oursInNode', 'handInNode'],
];

/** Two fixed networks, whole training steps: the compiler's program beside the same network written by hand. */
export const workloads: Benchmark = {
  name: 'workloads',
  run: ({ steps, rounds = 8 }) =>
    servePage(async (url) => {
      const rows: string[][] = [];
      const skippedRivals: string[] = [];
      const figures: object[] = [];
      for (const { workload, gigaflop, steps: usual, withJax } of LOADS) {
        const { name } = workload;
        const turn = { rounds, steps: steps ?? usual, warmUp: 2 };
        const { turns, skipped } = await takeTurns(enter(workload, url, withJax), turn);
        skippedRivals.push(...skipped.map((why) => `${name}, ${why}`));
        for (const { contestant, rounds: times } of turns) {
          const milliseconds = spread(times.flatMap(({ step }) => step!));
          const rate = formatFigure(gigaflop / (milliseconds.median / 1000));
          rows.push([name, contestant.rival.name, formatSpread(milliseconds), rate]);
          figures.push({ workload: name, who: contestant.who, milliseconds, rounds: times });
        }
        for (const [label, over, under] of RATIOS) {
          const ratio = ratioByRound(turns, over, under);
          if (ratio) rows.push([name, `  ${label}`, `× ${formatSpread(ratio)}`, '']);
        }
      }
      return {
        title: 'Milliseconds of one training step of two fixed networks',
        notes: [
          'A: 128 × 28×28×1, convolutions 32-64-128 of stride 2, MLP 128-128-64, NT-Xent, Adam; 1.65 GFLOP.',
          'B: 128 × 32×32×3, ResNet 32-64-128 with a basic block each, MLP 128-256-128, NT-Xent, momentum; 37.6 GFLOP.',
          `Processes that take turns, ${rounds} rounds of ${LOADS.map((load) => `${steps ?? load.steps} steps (${load.workload.name})`).join(' or ')}; median (quartiles).`,
          'jax-js takes one step a turn, in three turns after one for its compilation; it has as many threads as it wants.',
          ...skippedRivals,
        ],
        columns: [
          { title: '' },
          { title: 'who' },
          { title: 'ms', align: 'right' },
          { title: 'GFLOP/s', align: 'right' },
        ],
        rows,
        figures,
      };
    }),
};

function enter(workload: Workload, url: string, withJax: boolean): Entry[] {
  const { chromium, node, pytorch } = contestants;
  const task: Task = { kind: 'workload', workload };
  const browser = (who: Who, name: string, way: Parameters<typeof chromium>[1]): Entry => ({
    who,
    rival: chromium(`${name}, Chromium`, way, task, url),
  });
  return [
    browser('ours', 'Unlabel', 'compiled'),
    browser('hand', 'tfjs by hand on Unlabel’s kernels', 'ours'),
    browser('stock', 'tfjs by hand, both gradients composed', 'bothComposed'),
    ...(withJax ? [{ ...browser('jax', 'jax-js, wasm and jit', 'jax'), slow: true }] : []),
    { who: 'oursInNode', rival: node('Unlabel, Node', 'compiled', task) },
    { who: 'handInNode', rival: node('tfjs by hand on Unlabel’s kernels, Node', 'ours', task) },
    { who: 'torch1', rival: pytorch(1, workload) },
    { who: 'torch2', rival: pytorch(2, workload) },
    { who: 'torch1Kept', rival: pytorch(1, workload, true) },
    { who: 'torch2Kept', rival: pytorch(2, workload, true) },
  ];
}
