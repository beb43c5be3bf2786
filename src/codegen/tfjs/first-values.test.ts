import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { writeFiles } from '../../cli/write-files.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { prepareTfjs } from './export-tfjs.ts';

const PRINT = fileURLToPath(new URL('testing/first-values.mjs', import.meta.url));
const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'unlabel-first-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Nodes = Parameters<typeof drawing>[0];

const PARTS: Readonly<Record<string, Nodes>> = {
  Convolutions: {
    encoder: ['encoder.convnet', { norm: 'none' }],
    projector: ['head.mlp', { norm: 'layer' }],
  },
  Residual: {
    encoder: ['encoder.resnet', { width: 8, blocks: [1, 1], block: 'bottleneck' }],
    projector: ['head.linear', { outputSize: 32, gives: 'embedding', initialStd: 0.3 }],
  },
  Transformer: {
    encoder: ['encoder.vit', { size: 'own', patchSize: 8, width: 32, depth: 2, heads: 2 }],
    projector: ['head.linear', { outputSize: 32, gives: 'embedding' }],
  },
};
const MEMORY: Nodes = {
  dino: ['head.dino', { hidden: 32, bottleneck: 16, outputSize: 32, normLastLayer: false }],
  prototypes: ['head.prototypes', { count: 24 }],
  queue: ['state.queue', { size: 64 }],
  codes: ['target.softmax'],
  compare: ['loss.softCrossEntropy', { pairs: 'all' }],
  dinoCodes: ['target.softmax'],
  dinoCompare: ['loss.softCrossEntropy', { pairs: 'all' }],
  contrast: ['loss.infoNCE', { pairs: 'all' }],
  total: ['loss.weightedSum'],
};

function drawn(parts: Nodes) {
  const nodes = { ...SIMCLR.nodes, ...parts, ...MEMORY };
  const wires = [
    ...SIMCLR.wires.filter((wire) => wire !== 'ntXent.loss > optimiser.loss'),
    'projector.embedding > dino.embedding',
    'projector.embedding > prototypes.embedding',
    'projector.embedding > queue.rows',
    'projector.embedding > contrast.query',
    'projector.embedding > contrast.key',
    'queue.rows > contrast.negatives',
    'prototypes.logits > codes.logits',
    'codes.distribution > compare.targets',
    'prototypes.logits > compare.logits',
    'dino.logits > dinoCodes.logits',
    'dinoCodes.distribution > dinoCompare.targets',
    'dino.logits > dinoCompare.logits',
    'dinoCompare.loss > total.losses',
    'ntXent.loss > total.losses',
    'compare.loss > total.losses',
    'contrast.loss > total.losses',
    'total.loss > optimiser.loss',
  ];
  return drawing(nodes, wires);
}

test('variables begin as the canvas’s weights and states do', { timeout: 300_000 }, async () => {
  const programs = new Map<string, { readonly slots: ReadonlyMap<string, string>; readonly kept: Kept[] }>();
  for (const [name, parts] of Object.entries(PARTS)) {
    const document = drawn(parts);
    const named = { ...document, meta: { ...document.meta, title: name } };
    const prepared = await prepareTfjs(named, registry, {});
    if ('refused' in prepared) throw new Error(prepared.refused[0]?.message);
    const { plan, program, files } = prepared.project;
    await writeFiles(join(root, name), files({}));
    programs.set(name, { slots: plan.slots, kept: [...program.weights, ...program.states] });
  }
  symlinkSync(MODULES, join(root, 'node_modules'));
  const models = [...programs.keys()].map((name) => `${join(root, name)}#${name}`);
  const { stdout } = await promisify(execFile)(process.execPath, [PRINT, ...models], { maxBuffer: 1e9 });
  const found = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, Record<string, Values>>;

  for (const [name, { slots, kept }] of programs) {
    const paths = kept.flatMap(({ id }) => slots.get(id) ?? []);
    expect(Object.keys(found[name]!).sort()).toEqual(paths.sort());
    for (const one of kept) {
      const path = slots.get(one.id);
      if (path !== undefined) expect(problem(one, found[name]![path]!), `${name}: ${path}`).toBeNull();
    }
  }
});

interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
type Kept = Parameters<typeof problem>[0];

/** What does not fit between numbers and how they are said to begin. */
function problem(
  {
    shape,
    initializer,
    unitRows,
  }: {
    readonly id: string;
    readonly shape: readonly number[];
    readonly unitRows?: true;
    readonly initializer:
      | { readonly kind: 'constant'; readonly value: number }
      | { readonly kind: 'normal'; readonly std: number; readonly unitRows?: true }
      | { readonly kind: 'uniform'; readonly limit: number };
  },
  values: Values,
): string | null {
  if (String(shape) !== String(values.shape)) return `shape ${values.shape}`;
  const { data } = values;
  const deviation = Math.sqrt(data.reduce((sum, x) => sum + x * x, 0) / data.length);
  const near = (expected: number) =>
    data.length < 60 || Math.abs(deviation / expected - 1) < 3 / Math.sqrt(data.length) + 0.02
      ? null
      : `deviation ${deviation} instead of ${expected}`;
  if (unitRows || (initializer.kind === 'normal' && initializer.unitRows)) return near(shape.at(-1)! ** -0.5);
  if (initializer.kind === 'constant') {
    return data.every((x) => Math.abs(x - initializer.value) < 1e-6) ? null : `not ${initializer.value}`;
  }
  if (initializer.kind === 'normal') return near(initializer.std);
  const most = Math.max(...data.map(Math.abs));
  return most > initializer.limit
    ? `${most} is beyond ${initializer.limit}`
    : near(initializer.limit / Math.sqrt(3));
}
