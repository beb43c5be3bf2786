import { assert } from '../src/base/assert.ts';
import { openTrainer } from '../src/cli/open-trainer.ts';
import type { Benchmark } from './report.ts';
import { templateProgram } from './rivals/template-program.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';
import { trainedRun } from './trained-run.ts';

const BATCHES = [64, 128, 256, 512];
const WIDTHS = [
  [16, 32, 64],
  [32, 64, 128],
  [64, 128, 256],
];

/** How the cost of a step grows with the batch and with the network: all sizes take turns. */
export const scaling: Benchmark = {
  name: 'scaling',
  run: async ({ steps = 6, rounds = 3 }) => {
    const opened = await openTrainer('wasm');
    assert(opened.ok, 'wasm runs in Node');
    const { trainer } = opened.value;
    const sizes = [
      ...BATCHES.map((batchSize) => ({ batchSize, widths: WIDTHS[1]! })),
      ...WIDTHS.filter((widths) => widths !== WIDTHS[1]).map((widths) => ({
        batchSize: BATCHES[1]!,
        widths,
      })),
    ];
    const contestants = await Promise.all(
      sizes.map(async ({ batchSize, widths }) => {
        const program = templateProgram('simclr', {
          steps,
          params: { images: { batchSize }, encoder: { widths } },
        });
        const trained = program.weights.filter(({ role }) => role === 'trained');
        const parameters = trained.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
        return { batchSize, widths, program, parameters, times: [] as number[] };
      }),
    );
    for (let round = 0; round < rounds; round++) {
      for (const { program, times } of contestants) {
        times.push(...(await trainedRun(trainer, program)).milliseconds);
      }
    }
    const measured = contestants.map(({ batchSize, widths, parameters, times }) => ({
      batchSize,
      widths,
      parameters,
      milliseconds: spread(times),
    }));
    return {
      title: 'Milliseconds of a whole training step by size, in Node on wasm',
      notes: [
        `The template simclr without probes; ${rounds} rounds of ${steps} steps each; median (quartiles).`,
      ],
      columns: [
        { title: 'images', align: 'right' },
        { title: 'widths' },
        { title: 'parameters', align: 'right' },
        { title: 'ms a step', align: 'right' },
        { title: 'µs an image', align: 'right' },
      ],
      rows: measured.map(({ batchSize, widths, parameters, milliseconds }) => [
        String(batchSize),
        widths.join('-'),
        String(parameters),
        formatSpread(milliseconds),
        formatFigure((1000 * milliseconds.median) / batchSize),
      ]),
      figures: measured,
    };
  },
};
