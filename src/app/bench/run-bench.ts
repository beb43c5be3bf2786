import { ratioByRound } from '../../../bench/ratio-by-round.ts';
import type { Rival } from '../../../bench/rival.ts';
import type { Job, Way } from '../../../bench/rivals/open-step.ts';
import { taskProgram } from '../../../bench/rivals/task.ts';
import { spread } from '../../../bench/statistics.ts';
import { takeTurns, type Standings } from '../../../bench/take-turns.ts';
import type { TimedTask } from '../../../bench/tasks.ts';
import type { BackendName } from '../../../workers/protocol.ts';
import type { BenchMachine, BenchRow, BenchState, Selection } from './bench-state.ts';
import { TIMED_TASKS } from './selection.ts';

const WARM_UP = 2;

interface Entry {
  readonly who: Way;
  readonly rival: Rival;
}

/** Who can be compared on a backend. tfjs as it comes trains no convolution on wasm: its gradients are composed there. */
const RIVALS: Readonly<Record<BackendName, readonly (readonly [Way, string])[]>> = {
  wasm: [
    ['compiled', 'Unlabel'],
    ['ours', 'tfjs by hand on Unlabel’s kernels'],
    ['bothComposed', 'tfjs by hand, both gradients composed'],
  ],
  webgpu: [
    ['compiled', 'Unlabel'],
    ['stock', 'tfjs by hand'],
  ],
  webgl: [
    ['compiled', 'Unlabel'],
    ['stock', 'tfjs by hand'],
  ],
  cpu: [
    ['compiled', 'Unlabel'],
    ['stock', 'tfjs by hand'],
  ],
};

export interface BenchOptions {
  readonly machine: BenchMachine;
  readonly selection: Selection;
  readonly createRival: (name: string, job: Job) => Rival;
  readonly signal: AbortSignal;
}

/** Measures one task on one backend after the other; reports whatever becomes known, and gives the last state. */
export async function runBench(
  { machine, selection, createRival, signal }: BenchOptions,
  report: (state: BenchState) => void,
): Promise<BenchState> {
  const { rounds, steps, backends } = selection;
  const courses = TIMED_TASKS.filter(({ id }) => selection.tasks.includes(id)).flatMap((timed) =>
    backends.map((backend) => ({ timed, backend, rivals: RIVALS[backend] })),
  );
  // each gets ready, warms up, and takes its turns
  const turnsOf = (rivals: readonly unknown[]): number => rivals.length * (2 + rounds);
  let state: BenchState = {
    machine,
    selection,
    rows: [],
    doing: 'Compiling',
    done: 0,
    turns: courses.reduce((sum, { rivals }) => sum + turnsOf(rivals), 0),
    stopped: false,
  };
  const tell = (change: Partial<BenchState>): void => {
    state = { ...state, ...change };
    report(state);
  };
  tell({});
  for (const { timed, backend, rivals } of courses) {
    if (signal.aborted) break;
    const { rows: before, done: begun } = state;
    const program = taskProgram(timed.task);
    const entries: Entry[] = rivals.map(([who, name]) => ({
      who,
      rival: createRival(name, { way: who, backend, task: timed.task, program }),
    }));
    let turn = 0;
    const standings = await takeTurns(entries, {
      rounds,
      steps: steps ?? timed.steps,
      warmUp: WARM_UP,
      signal,
      onTurn: ({ rival }, round, present) => {
        const what = round === 0 ? 'getting ready' : `round ${round} of ${rounds}`;
        const rows = [...before, ...rowsOf(timed, backend, entries, present)];
        tell({ rows, doing: `${timed.id} on ${backend}: ${rival.name}, ${what}`, done: begun + turn++ });
      },
    });
    const rows = [...before, ...rowsOf(timed, backend, entries, standings)];
    tell({ rows, done: begun + turnsOf(rivals) });
  }
  tell({ doing: null, stopped: signal.aborted });
  return state;
}

/** Of those that were measured, and of those that failed with their reason. */
function rowsOf(
  { id: task, gigaflop }: TimedTask,
  backend: BackendName,
  entries: readonly Entry[],
  { turns, failures }: Standings<Entry>,
): BenchRow[] {
  return entries.flatMap((entry): BenchRow[] => {
    const nothing = { milliseconds: null, gigaflops: null, ratio: null, dispatches: null, buffers: null };
    const row = { task, backend, who: entry.rival.name, samples: [], reason: null, ...nothing };
    const failure = failures.find(({ contestant }) => contestant === entry);
    if (failure) return [{ ...row, reason: failure.reason }];
    const taken = turns.find(({ contestant }) => contestant === entry)?.rounds;
    if (!taken) return [];
    const all = (part: string): number[] => taken.flatMap((times) => times[part] ?? []);
    const median = (part: string): number | null => (all(part).length > 0 ? spread(all(part)).median : null);
    const milliseconds = spread(all('step'));
    return [
      {
        ...row,
        samples: all('step'),
        milliseconds,
        gigaflops: gigaflop === null ? null : gigaflop / (milliseconds.median / 1000),
        ratio: entry.who === 'compiled' ? null : ratioByRound(turns, entry.who, 'compiled'),
        dispatches: median('dispatches'),
        buffers: median('buffers'),
      },
    ];
  });
}
