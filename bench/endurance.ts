import { openTrainer } from '../src/cli/open-trainer.ts';
import type { Benchmark } from './report.ts';
import { templateProgram } from './rivals/template-program.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';
import { trainedRun } from './trained-run.ts';

/** Steps that are compared at either end. */
const WINDOW = 100;

/** Steps before the early ones, a tenth of the run: what a JavaScript engine compiles of it, it has compiled by then. */
const warmUp = (steps: number): number => Math.round(steps / 10);

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
    const runs = [await endure('wasm', steps)];
    const graphics = await endure('webgpu', steps);
    if (graphics) runs.push(graphics);
    const ran = runs.filter((run) => run !== null);
    return {
      title: 'Long runs, in Node',
      notes: [
        'SimCLR on small networks (2 × 16 images of 16×16×3, ConvNet 8-16).',
        `Early: the ${WINDOW} steps after ${warmUp(steps)} of warm-up; late: the last ${WINDOW}.`,
        ...ran.map(
          ({ backend, course }) =>
            `${backend}, milliseconds of ${WINDOW} steps from each tenth of the run on: ${course.map(formatFigure).join(', ')}.`,
        ),
        'An emulated graphics device takes about 20 minutes for 10,000 steps; --steps asks for fewer.',
        ...(graphics ? [] : ['There is no graphics device, nor an emulated one.']),
      ],
      columns: [
        { title: 'backend' },
        { title: 'what' },
        { title: 'early', align: 'right' },
        { title: 'late', align: 'right' },
      ],
      rows: ran.flatMap(rowsOf),
      figures: ran,
    };
  },
};

/** Null where the backend is not to be had. */
async function endure(backend: 'wasm' | 'webgpu', steps: number) {
  const opened = await openTrainer(backend);
  if (!opened.ok) return null;
  const { trainer } = opened.value;
  const few = await trainedRun(trainer, templateProgram('simclr', { steps: 2 * WINDOW, params: SMALL }));
  const residentBefore = process.memoryUsage().rss;
  const many = await trainedRun(trainer, templateProgram('simclr', { steps, params: SMALL }));
  const from = (step: number) => spread(many.milliseconds.slice(step, step + WINDOW));
  return {
    backend,
    steps,
    course: Array.from({ length: 10 }, (_, tenth) => from(tenth * warmUp(steps)).median),
    early: from(warmUp(steps)),
    late: from(steps - WINDOW),
    memory: [few.memory, many.memory] as const,
    resident: [residentBefore, process.memoryUsage().rss] as const,
  };
}

function rowsOf(run: NonNullable<Awaited<ReturnType<typeof endure>>>): string[][] {
  const { backend, steps, early, late, memory, resident } = run;
  const [few, many] = memory;
  const pair = (what: string, a: number | null, b: number | null): string[] => [
    backend,
    what,
    String(a ?? '–'),
    String(b ?? '–'),
  ];
  return [
    [backend, 'milliseconds a step', formatSpread(early), formatSpread(late)],
    [backend, 'late ÷ early', '', formatFigure(late.median / early.median)],
    pair(`tensors after ${2 * WINDOW} and ${steps} steps`, few.tensors, many.tensors),
    pair('bytes', few.bytes, many.bytes),
    pair('bytes in use on the device', few.gpuBytes, many.gpuBytes),
    pair('bytes allocated on the device', few.gpuAllocated, many.gpuAllocated),
    [
      backend,
      'resident memory of the process, MB',
      ...resident.map((bytes) => formatFigure(bytes / 2 ** 20)),
    ],
  ];
}
