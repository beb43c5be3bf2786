import { fileURLToPath } from 'node:url';
import { Contestant, type Times } from './contestant.ts';
import type { Benchmark } from './report.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';

const file = (name: string): string => fileURLToPath(new URL(`rivals/${name}`, import.meta.url));
const FMA = '--experimental-wasm-relaxed-simd';

function inNode(name: string, script: string, flags: readonly string[] = [], args: readonly string[] = []) {
  const all = [...flags, '--import', 'tsx', file(script), ...args];
  return new Contestant({ name, command: process.execPath, args: all });
}

function pytorch(threads: number): Contestant {
  return new Contestant({
    name: `PyTorch eager, ${threads} thread${threads === 1 ? '' : 's'}`,
    command: process.env['PYTHON'] ?? '/usr/bin/python3',
    args: [file('pytorch.py'), String(threads)],
    // threads that spin while they wait would take the processor from the next rival
    env: { OMP_WAIT_POLICY: 'PASSIVE', OMP_NUM_THREADS: String(threads) },
  });
}

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
    const contestants = [
      { rival: inNode('Unlabel, wasm', 'unlabel.ts'), whole: true },
      { rival: inNode('Unlabel, wasm, fused multiply-add', 'unlabel.ts', [FMA]), whole: true },
      { rival: inNode('Unlabel, wasm', 'unlabel-phases.ts'), whole: false },
      { rival: inNode('Unlabel, wasm, fused multiply-add', 'unlabel-phases.ts', [FMA]), whole: false },
      { rival: inNode('tfjs by hand, wasm, filter gradient composed', 'tfjs.ts'), whole: false },
      {
        rival: inNode('tfjs by hand, wasm, both gradients composed', 'tfjs.ts', [], ['--input-gradient']),
        whole: false,
      },
      { rival: pytorch(1), whole: false },
      { rival: pytorch(2), whole: false },
    ];
    const notes = [
      'SimCLR, 2 × 128 images of 32×32×3, ConvNet 32-64-128 with batch norm, MLP 128-256-128, NT-Xent, AdamW (tfjs: Adam).',
      `Processes that take turns: ${rounds} rounds of ${steps} steps each after a warm-up; median (quartiles).`,
    ];
    try {
      const present: (typeof contestants)[number][] = [];
      for (const contestant of contestants) {
        const missing = await contestant.rival.ready();
        if (missing === null) present.push(contestant);
        else notes.push(`${contestant.rival.name}: skipped, ${missing}.`);
      }
      for (const { rival } of present) await rival.run(2);
      const times = present.map(() => ({}) as Record<string, number[]>);
      for (let round = 0; round < rounds; round++) {
        for (const [i, { rival }] of present.entries()) append(times[i]!, await rival.run(steps));
      }
      const measured = present.flatMap(({ rival, whole }, i) =>
        Object.entries(times[i]!).map(([part, samples]) => ({
          name: rival.name,
          part: whole ? `whole step, ${AUGMENTED}` : PARTS[part]!,
          milliseconds: spread(samples),
        })),
      );
      const ours = measured.find(({ part, name }) => part === PARTS['rest'] && name.startsWith('Unlabel'));
      return {
        title: 'Milliseconds of one training step in Node',
        notes,
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
    } finally {
      for (const { rival } of contestants) rival.end();
    }
  },
};

function append(to: Record<string, number[]>, times: Times): void {
  for (const [part, samples] of Object.entries(times)) (to[part] ??= []).push(...samples);
}
