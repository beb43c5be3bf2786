import { Linter } from 'eslint';
import * as prettier from 'prettier';
import { describe, expect, it, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../document/schema.ts';
import { prepareTfjs, type TfjsOptions, type TfjsProject } from './export-tfjs.ts';
import { STYLE } from './format.ts';

async function prepared(document: UnlabelDocument, options: TfjsOptions = {}): Promise<TfjsProject> {
  const result = await prepareTfjs(document, registry, options);
  if ('refused' in result) throw new Error(result.refused[0]?.message);
  return result.project;
}
const moduleOf = async (document: UnlabelDocument, options?: TfjsOptions): Promise<string> =>
  (await prepared(document, options)).files({}).get('model.js') as string;

const GLOBALS =
  `Math Array Object Map String Float32Array Int32Array Uint8Array DataView Blob Response TextDecoder
  DecompressionStream JSON Infinity`.split(/\s+/);

/** What ESLint finds: names that are not there, and what nothing uses. */
function faults(code: string): string[] {
  const config = {
    languageOptions: { globals: Object.fromEntries(GLOBALS.map((name) => [name, 'readonly'] as const)) },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'no-redeclare': 'error',
      'prefer-const': 'error',
    },
  } as const;
  return new Linter().verify(code, config).map(({ line, message }) => `${line}: ${message}`);
}

describe.each(templates.map(({ id, document }) => [id, documentSchema.parse(document)] as const))(
  '%s',
  (id, document) => {
    test.each(Object.keys(document.presets))(
      'has no fault and no dead code in its preset %s',
      async (preset) => {
        const code = await moduleOf(document, { preset });
        expect(faults(code)).toEqual([]);
        expect(code).not.toMatch(/\bnode_?\d|\bundefined\b|\bNaN\b/);
        const words = (text: string) => text.split(/[\s*]+/).join(' ');
        const docstring = words(code.split('*/')[0]!);
        const { title, formula, citation } = document.meta;
        for (const part of [title, formula, citation]) expect(docstring).toContain(words(part));
      },
    );

    test('is written as it was when it was last reviewed', async () => {
      const code = await moduleOf(document, { preset: 'browser' });
      await expect(code).toMatchFileSnapshot(`__golden__/${id}.js`);
    });
  },
);

test('every file is as prettier lays it out', async () => {
  const { files } = await prepared(documentSchema.parse(templates[0]!.document), { preset: 'browser' });
  const written = files({ data: new Uint8Array() });
  const code = [...written].filter(([path]) => /\.(js|mjs|html|json)$/.test(path));
  expect(code.map(([path]) => path)).toEqual([
    'model.js',
    'index.html',
    'serve.mjs',
    'package.json',
    'drawing.json',
  ]);
  for (const [filepath, text] of code) {
    if (filepath === 'drawing.json') continue;
    expect(await prettier.format(text as string, { filepath, ...STYLE }), filepath).toBe(text);
  }
});

describe('a drawing that cannot be written faithfully', () => {
  const refusal = async (document: UnlabelDocument) => {
    const result = await prepareTfjs(document, registry, {});
    return 'refused' in result ? result.refused.map(({ code, at }) => [code, at.node]) : 'exported';
  };

  it('has two optimisers', async () => {
    const nodes = {
      ...SIMCLR.nodes,
      other: ['head.mlp'] as const,
      spread: ['loss.uniformity'] as const,
      stop: ['flow.stopGradient'] as const,
      second: ['optim.sgd'] as const,
    };
    const wires = [
      ...SIMCLR.wires,
      'encoder.embedding > stop.input',
      'stop.output > other.embedding',
      'other.embedding > spread.embedding',
      'spread.loss > second.loss',
    ];
    expect(await refusal(drawing(nodes, wires))).toEqual([['EMIT_NOT_EXPORTED', 'second']]);
  });

  it('augments what is augmented already', async () => {
    const nodes = { ...SIMCLR.nodes, first: ['augment.pipeline', { views: 1 }] as const };
    const wires = [
      ...SIMCLR.wires.filter((wire) => wire !== 'images.images > augment.images'),
      'images.images > first.images',
      'first.images > augment.images',
    ];
    expect(await refusal(drawing(nodes, wires))).toEqual([['EMIT_NOT_EXPORTED', 'augment']]);
  });

  it('calls one module with batch statistics in different parts', async () => {
    const nodes = {
      ...SIMCLR.nodes,
      again: ['encoder.convnet', { normSplits: 2 }] as const,
      spread: ['loss.uniformity'] as const,
      sum: ['loss.weightedSum'] as const,
    };
    const wires = [
      ...SIMCLR.wires.filter((wire) => wire !== 'ntXent.loss > optimiser.loss'),
      'encoder.weights > again.weights',
      'augment.images > again.images',
      'again.embedding > spread.embedding',
      'ntXent.loss > sum.losses',
      'spread.loss > sum.losses',
      'sum.loss > optimiser.loss',
    ];
    expect(await refusal(drawing(nodes, wires))).toEqual([['EMIT_NOT_EXPORTED', 'again']]);
  });
});

it('names things after the drawing, and carries it', async () => {
  const document = drawing(SIMCLR.nodes, SIMCLR.wires);
  const files = (await prepared(document)).files({});
  expect(files.get('model.js')).toContain('this.projector = new Sequential(');
  expect(JSON.parse(files.get('drawing.json') as string)).toEqual(JSON.parse(JSON.stringify(document)));
  // without a fixture nothing claims to be proven
  expect([...files.keys()].filter((path) => /parity|fixture/.test(path))).toEqual([]);
});

it('names nothing as its own library does', async () => {
  const { augment, ...others } = SIMCLR.nodes;
  const wires = SIMCLR.wires.map((wire) =>
    wire.replaceAll('augment.', 'each.').replaceAll('projector.', 'Queue.'),
  );
  const { projector, ...rest } = others;
  const document = drawing({ ...rest, each: augment!, Queue: projector! }, wires);
  for (const title of ['ResNet', 'Map', 'Adam', '42']) {
    const code = await moduleOf({ ...document, meta: { ...document.meta, title } });
    expect(faults(code), title).toEqual([]);
  }
});
