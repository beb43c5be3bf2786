import type { Contestant } from './contestant.ts';
import { contestants } from './contestants.ts';
import { ratioByRound } from './ratio-by-round.ts';
import type { Benchmark } from './report.ts';
import type { Task } from './rivals/task.ts';
import { workloadA } from './rivals/workload.ts';
import { servePage } from './serve-page.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';
import { takeTurns } from './take-turns.ts';
import { TIMED_WORKLOADS } from './tasks.ts';

type Who =
  | 'ours'
  | 'ours2'
  | 'ours2InNode'
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

const RATIOS: readonly (readonly [label: string, over: Who, under: Who])[] = [
  ['Unlabel, 1 thread / 2 threads, Chromium', 'ours', 'ours2'],
  ['Unlabel, 1 thread / 2 threads, Node', 'oursInNode', 'ours2InNode'],
  ['Unlabel, 2 threads / PyTorch, 2 threads', 'ours2', 'torch2'],
  ['Unlabel, 2 threads / PyTorch, 2 threads, memory kept', 'ours2', 'torch2Kept'],
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
      for (const { id: name, task, gigaflop, steps: usual } of TIMED_WORKLOADS) {
        const turn = { rounds, steps: steps ?? usual, warmUp: 2 };
        const { turns, skipped } = await takeTurns(enter(task, url), turn);
        skippedRivals.push(...skipped.map((why) => `${name}, ${why}`));
        for (const { contestant, rounds: times } of turns) {
          const milliseconds = spread(times.flatMap(({ step }) => step!));
          const rate = formatFigure((gigaflop ?? NaN) / (milliseconds.median / 1000));
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
          ...TIMED_WORKLOADS.map(({ id, summary }) => `${id}: ${summary}.`),
          `Processes that take turns, ${rounds} rounds of ${TIMED_WORKLOADS.map((load) => `${steps ?? load.steps} steps (${load.id})`).join(' or ')}; median (quartiles).`,
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

function enter(task: Task, url: string): Entry[] {
  if (task.kind !== 'workload') return [];
  const { workload } = task;
  const { chromium, node, pytorch } = contestants;
  const browser = (who: Who, name: string, way: Parameters<typeof chromium>[1], threads = 1): Entry => ({
    who,
    rival: chromium(`${name}, Chromium`, way, task, url, threads),
  });
  return [
    browser('ours', 'Unlabel', 'compiled'),
    browser('ours2', 'Unlabel, 2 threads', 'compiled', 2),
    browser('hand', 'tfjs by hand on Unlabel’s kernels', 'ours'),
    browser('stock', 'tfjs by hand, both gradients composed', 'bothComposed'),
    // it knows convolutions with biases, and A is long enough
    ...(workload === workloadA ? [{ ...browser('jax', 'jax-js, wasm and jit', 'jax'), slow: true }] : []),
    { who: 'oursInNode', rival: node('Unlabel, Node', 'compiled', task) },
    { who: 'ours2InNode', rival: node('Unlabel, 2 threads, Node', 'compiled', task, 2) },
    { who: 'handInNode', rival: node('tfjs by hand on Unlabel’s kernels, Node', 'ours', task) },
    { who: 'torch1', rival: pytorch(1, workload) },
    { who: 'torch2', rival: pytorch(2, workload) },
    { who: 'torch1Kept', rival: pytorch(1, workload, true) },
    { who: 'torch2Kept', rival: pytorch(2, workload, true) },
  ];
}
