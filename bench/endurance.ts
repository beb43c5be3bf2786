import { assert } from '../src/base/assert.ts';
import { openTrainer } from '../src/cli/open-trainer.ts';
import type { Benchmark } from './report.ts';
import { templateProgram } from './rivals/template-program.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';
import { trainedRun } from './trained-run.ts';

/** Steps that are compared at either end, after as many for warm-up. */
const WINDOW = 100;

/** Small enough that ten thousand steps take minutes; every kind of operation of the template is in it. */
const SMALL = {
  images: { batchSize: 16 },
  augment: { outputSize: 16 },
  encoder: { widths: [8, 16] },
  projector: { hidden: [16], outputSize: 16 },
};

/** Whether a long run grows or slows: what the engine holds, and how long steps take, early and late. */
export const endurance: Benchmark = {
  name: 'endurance',
  run: async ({ steps = 10_000 }) => {
    const opened = await openTrainer('wasm');
    assert(opened.ok, 'wasm runs in Node');
    const { trainer } = opened.value;
    const few = await trainedRun(trainer, templateProgram('simclr', { steps: 2 * WINDOW, params: SMALL }));
    const heapBefore = process.memoryUsage().rss;
    const many = await trainedRun(trainer, templateProgram('simclr', { steps, params: SMALL }));
    const early = spread(many.milliseconds.slice(WINDOW, 2 * WINDOW));
    const late = spread(many.milliseconds.slice(-WINDOW));
    return {
      title: 'A long run, in Node on wasm',
      notes: [
        `SimCLR on small networks (2 × 16 images of 16×16×3, ConvNet 8-16), ${steps} steps; early: steps ${WINDOW} to ${2 * WINDOW}.`,
      ],
      columns: [{ title: 'what' }, { title: 'early', align: 'right' }, { title: 'late', align: 'right' }],
      rows: [
        ['milliseconds a step', formatSpread(early), formatSpread(late)],
        ['late ÷ early', '', formatFigure(late.median / early.median)],
        [
          `tensors after ${2 * WINDOW} and ${steps} steps`,
          String(few.memory.tensors),
          String(many.memory.tensors),
        ],
        ['bytes', String(few.memory.bytes), String(many.memory.bytes)],
        [
          'resident memory of the process, MB',
          formatFigure(heapBefore / 2 ** 20),
          formatFigure(process.memoryUsage().rss / 2 ** 20),
        ],
      ],
      figures: { steps, early, late, memory: [few.memory, many.memory] },
    };
  },
};
