import { contestants } from './contestants.ts';
import { ratioByRound } from './ratio-by-round.ts';
import type { Benchmark } from './report.ts';
import type { Rival } from './rival.ts';
import type { Way } from './rivals/open-step.ts';
import { taskProgram, type Task } from './rivals/task.ts';
import { writeStart } from './rivals/write-start.ts';
import { servePage } from './serve-page.ts';
import { formatSpread, spread } from './statistics.ts';
import { takeTurns } from './take-turns.ts';
import { TIMED_TEMPLATES } from './tasks.ts';

type Who = 'compiled' | 'compiled2' | 'byHand' | 'stock' | 'torch1' | 'torch2' | 'jax';
type TemplateTask = Extract<Task, { kind: 'template' }>;
type Ratio = readonly [label: string, over: Who, under: Who];

interface Entry {
  readonly who: Who;
  readonly slow?: boolean;
  readonly rival: Rival;
}

interface Race {
  readonly name: string;
  readonly rounds: number;
  readonly enter: (task: TemplateTask, url: string) => Entry[];
  readonly ratios: readonly Ratio[];
  readonly notes: readonly string[];
}

const SEED = 1;

/** Each method's step as the compiler makes it beside the same step written by hand in tfjs and in PyTorch. */
export const templates = race({
  name: 'templates',
  rounds: 8,
  enter: (task, url) => {
    const start = writeStart(task.name, taskProgram(task), SEED);
    return [
      inChromium('compiled', 'Unlabel', 'compiled', task, url),
      inChromium('compiled2', 'Unlabel, 2 threads', 'compiled', task, url, 2),
      inChromium('byHand', 'tfjs by hand on Unlabel’s kernels', 'ours', task, url),
      inChromium('stock', 'tfjs by hand, both gradients composed', 'bothComposed', task, url),
      { who: 'torch1', rival: contestants.pytorchMethod(1, start, true) },
      { who: 'torch2', rival: contestants.pytorchMethod(2, start, true) },
    ];
  },
  ratios: [
    ['compiled / by hand on the same kernels', 'compiled', 'byHand'],
    ['Unlabel, 2 threads / PyTorch, 2 threads', 'compiled2', 'torch2'],
    ['Unlabel / PyTorch, 2 threads', 'compiled', 'torch2'],
    ['Unlabel / PyTorch, 1 thread', 'compiled', 'torch1'],
    ['tfjs on its own kernels / Unlabel', 'stock', 'compiled'],
  ],
  notes: [],
});

/** The same beside jax-js, apart, since a step of it takes from half a minute on. */
export const templatesJax = race({
  name: 'templates-jax',
  rounds: 1,
  enter: (task, url) => [
    inChromium('compiled', 'Unlabel', 'compiled', task, url),
    { ...inChromium('jax', 'jax-js, wasm and jit', 'jax', task, url), slow: true },
  ],
  ratios: [['jax-js / Unlabel', 'jax', 'compiled']],
  notes: [
    'jax-js takes one step a turn, after one for its compilation; it has as many threads as it wants, and keeps no running statistics of batch norm, which training never reads.',
  ],
});

function inChromium(who: Who, name: string, way: Way, task: Task, url: string, threads = 1): Entry {
  return { who, rival: contestants.chromium(name, way, task, url, threads) };
}

function race({ name, rounds: usualRounds, enter, ratios, notes }: Race): Benchmark {
  return {
    name,
    run: ({ steps, rounds = usualRounds }) =>
      servePage(async (url) => {
        const rows: string[][] = [];
        const figures: object[] = [];
        const skippedRivals: string[] = [];
        for (const { id, task, steps: usual } of TIMED_TEMPLATES) {
          if (task.kind !== 'template') continue;
          const turn = { rounds, steps: steps ?? usual, warmUp: 2 };
          const { turns, skipped } = await takeTurns(enter(task, url), turn);
          skippedRivals.push(...skipped.map((why) => `${id}, ${why}`));
          for (const { contestant, rounds: times } of turns) {
            const milliseconds = spread(times.flatMap(({ step }) => step!));
            rows.push([id, contestant.rival.name, formatSpread(milliseconds)]);
            figures.push({ template: id, who: contestant.who, milliseconds, rounds: times });
          }
          for (const [label, over, under] of ratios) {
            const ratio = ratioByRound(turns, over, under);
            if (ratio) rows.push([id, `  ${label}`, `× ${formatSpread(ratio)}`]);
          }
        }
        return {
          title: 'Milliseconds of one training step of each template, in Chromium on wasm',
          notes: [
            'Preset browser: 128 images of 32×32 in each view (local views 24×24), ConvNet 32-64-128. Forward, backward, AdamW, all states.',
            'Views are given; everyone has the same weights and the same losses. One thread where no number is said.',
            `Processes that take turns: ${rounds} rounds of ${steps ?? TIMED_TEMPLATES[0]!.steps} steps each after a warm-up; median (quartiles).`,
            ...notes,
            ...skippedRivals,
          ],
          columns: [{ title: 'template' }, { title: 'who' }, { title: 'ms', align: 'right' }],
          rows,
          figures,
        };
      }),
  };
}
