import { fileURLToPath } from 'node:url';
import { Contestant } from './contestant.ts';
import type { Benchmark } from './report.ts';
import type { Times } from './rival.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';

/** Emulated graphics are slow, and the number of dispatches hardly depends on it. */
const BATCH = 8;

function inNode(name: string, script: string, ...flags: string[]): Contestant {
  const file = fileURLToPath(new URL(`rivals/${script}`, import.meta.url));
  const args = ['--import', 'tsx', file, String(BATCH), ...flags];
  return new Contestant({ name, command: process.execPath, args });
}

/** What a training step of SimCLR asks of a WebGPU device, and how long it takes there. */
export const dispatches: Benchmark = {
  name: 'dispatches',
  run: async ({ steps = 3, rounds = 3 }) => {
    const stock = inNode('tfjs by hand, without augmentation', 'tfjs-webgpu.ts');
    const rivals = [
      inNode('Unlabel, one operation after another', 'unlabel-webgpu.ts', '--unfused'),
      inNode('Unlabel, fused', 'unlabel-webgpu.ts'),
      stock,
    ];
    const notes = [
      `SimCLR as in the benchmark train, 2 × ${BATCH} images, WebGPU in Node (VK_ICD_FILENAMES names the driver).`,
      'Unlabel augments and keeps running statistics; tfjs by hand is given its views.',
      `Processes that take turns: ${rounds} rounds of ${steps} steps each after a warm-up; median (quartiles).`,
    ];
    try {
      const present: Contestant[] = [];
      for (const rival of rivals) {
        const missing = await rival.ready();
        if (missing === null) present.push(rival);
        else notes.push(`${rival.name}: skipped, ${missing}.`);
      }
      for (const rival of present) await rival.run(2);
      const measured = new Map(present.map((rival) => [rival, [] as Times[]]));
      for (let round = 0; round < rounds; round++) {
        for (const rival of present) measured.get(rival)!.push(await rival.run(steps));
      }
      const figures = present.map((rival) => {
        const of = (part: string) => spread(measured.get(rival)!.flatMap((times) => times[part]!));
        return {
          name: rival.name,
          dispatches: of('dispatches'),
          buffers: of('buffers'),
          milliseconds: of('step'),
        };
      });
      const rival = figures.find(({ name }) => name === stock.name);
      return {
        title: 'Dispatches of one training step on WebGPU',
        notes,
        columns: [
          { title: 'who' },
          { title: 'dispatches', align: 'right' },
          { title: '÷ tfjs', align: 'right' },
          { title: 'new buffers', align: 'right' },
          { title: 'ms', align: 'right' },
          { title: '÷ tfjs', align: 'right' },
        ],
        rows: figures.map(({ name, dispatches: count, buffers, milliseconds }) => [
          name,
          formatFigure(count.median),
          rival ? formatFigure(count.median / rival.dispatches.median) : '',
          formatFigure(buffers.median),
          formatSpread(milliseconds),
          rival ? formatFigure(milliseconds.median / rival.milliseconds.median) : '',
        ]),
        figures,
      };
    } finally {
      for (const rival of rivals) rival.end();
    }
  },
};
