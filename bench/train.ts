import { contestants } from './contestants.ts';
import type { Benchmark } from './report.ts';
import type { Task } from './rivals/task.ts';
import { templateWorkload } from './rivals/workload.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';
import { takeTurns } from './take-turns.ts';

const TASK: Task = { kind: 'workload', workload: templateWorkload };
const AUGMENTED = 'with augmentation';
/** What the timed part of a step contains. */
const PARTS: Readonly<Record<string, string>> = {
  step: 'forward, backward, optimiser',
  augmentation: 'augmentation alone',
  rest: 'forward, backward, optimiser',
};

/** Milliseconds of a training step of SimCLR, ours beside rivals that take turns with it. */
export const train: Benchmark = {
  name: 'train',
  run: async ({ steps = 6, rounds = 8 }) => {
    const { script, node, pytorch } = contestants;
    const all = [
      { rival: script('Unlabel, wasm', 'unlabel.ts'), whole: true },
      { rival: script('Unlabel, wasm', 'unlabel-phases.ts'), whole: false },
      ...[
        node('tfjs by hand, wasm, filter gradient composed', 'filterComposed', TASK),
        node('tfjs by hand, wasm, both gradients composed', 'bothComposed', TASK),
        pytorch(1, templateWorkload),
        pytorch(2, templateWorkload),
      ].map((rival) => ({ rival, whole: false })),
    ];
    const { turns, skipped } = await takeTurns(all, { rounds, steps, warmUp: 2 });
    const measured = turns.flatMap(({ contestant: { rival, whole }, rounds: times }) =>
      Object.keys(times[0] ?? {}).map((part) => ({
        name: rival.name,
        part: whole ? `whole step, ${AUGMENTED}` : PARTS[part]!,
        milliseconds: spread(times.flatMap((time) => time[part] ?? [])),
      })),
    );
    const ours = measured.find(({ part, name }) => part === PARTS['rest'] && name.startsWith('Unlabel'));
    return {
      title: 'Milliseconds of one training step in Node',
      notes: [
        'SimCLR, 2 × 128 images of 32×32×3, ConvNet 32-64-128 with batch norm, MLP 128-256-128, NT-Xent, AdamW (tfjs: Adam).',
        `Processes that take turns: ${rounds} rounds of ${steps} steps each after a warm-up; median (quartiles).`,
        ...skipped,
      ],
      columns: [
        { title: 'who' },
        { title: 'what' },
        { title: 'ms', align: 'right' },
        { title: '× ours', align: 'right' },
      ],
      rows: measured.map(({ name, part, milliseconds }) => [
        name,
        part,
        formatSpread(milliseconds),
        ours && part === ours.part ? formatFigure(milliseconds.median / ours.milliseconds.median) : '',
      ]),
      figures: measured,
    };
  },
};
