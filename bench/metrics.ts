import { assert } from '../src/base/assert.ts';
import { openTrainer } from '../src/cli/open-trainer.ts';
import type { Program } from '../src/ir/program.ts';
import type { Benchmark } from './report.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';
import { templateProgram } from './rivals/template-program.ts';
import { trainedRun } from './trained-run.ts';

/** What the probes of the template cost at their own cadence: whole runs with and without them, in turns. */
export const metrics: Benchmark = {
  name: 'metrics',
  run: async ({ steps = 100, rounds = 3 }) => {
    const opened = await openTrainer('wasm');
    assert(opened.ok, 'wasm runs in Node');
    const { trainer } = opened.value;
    const programs = [
      templateProgram('simclr', { steps }),
      templateProgram('simclr', { steps, probes: true }),
    ] as const;
    const seconds = async (program: Program) => (await trainedRun(trainer, program)).seconds;
    // what the process itself has worked, on all threads: where the machine is shared, time on the wall tells of others
    const worked = async (program: Program) => {
      const before = process.cpuUsage();
      const wall = await seconds(program);
      const { user, system } = process.cpuUsage(before);
      return { wall, processor: (user + system) / 1e6 };
    };
    await seconds(templateProgram('simclr', { steps: 2, probes: true }));
    const times: readonly [number[], number[]] = [[], []];
    const processor: readonly [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      // the order alternates, so that neither always runs after the other
      const order = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
      for (const which of order) {
        const run = await worked(programs[which]);
        times[which].push(run.wall);
        processor[which].push(run.processor);
      }
    }
    const [without, withProbes] = [spread(times[0]), spread(times[1])];
    const share = ([less, more]: typeof times) => more.map((time, i) => (100 * (time - less[i]!)) / time);
    const [shares, workShares] = [share(times), share(processor)];
    const measurements = programs[1].probes.map(
      ({ measurement, every, source }) =>
        // dataset probes measure once more at the end
        `${measurement}: ${Math.ceil(steps / every) + (source.kind === 'dataset' ? 1 : 0)}, every ${every} steps`,
    );
    return {
      title: 'Cost of measuring while training, in Node on wasm',
      notes: [
        `The template simclr, ${steps} steps, ${rounds} runs of each kind in turns; median (quartiles).`,
        `Measurements in a run: ${measurements.join('; ')}.`,
      ],
      columns: [{ title: 'what' }, { title: 'value', align: 'right' }],
      rows: [
        ['seconds without probes', formatSpread(without)],
        ['seconds with probes', formatSpread(withProbes)],
        ['share of the time that probes take, %', formatSpread(spread(shares))],
        ['share of the processor time that probes take, %', formatSpread(spread(workShares))],
        ['ms a step that is', formatFigure((1000 * (withProbes.median - without.median)) / steps)],
      ],
      figures: {
        steps,
        secondsWithout: times[0],
        secondsWith: times[1],
        sharePercent: shares,
        processorSecondsWithout: processor[0],
        processorSecondsWith: processor[1],
        processorSharePercent: workShares,
      },
    };
  },
};
