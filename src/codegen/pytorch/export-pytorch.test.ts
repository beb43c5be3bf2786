import { Workspace, PositionEncoding } from '@astral-sh/ruff-wasm-nodejs';
import { describe, expect, it, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../document/schema.ts';
import { ONLINE_PROBE } from '../testing/online-probe.ts';
import { preparePyTorch, type PyTorchOptions, type PyTorchProject } from './export-pytorch.ts';
import { PYPROJECT } from './files/project-files.ts';
import { LIBRARY_NAMES } from './library/index.ts';
import { modelName } from './names.ts';

/** What the exported pyproject.toml says. */
const ruff = new Workspace(
  {
    'line-length': 110,
    'target-version': 'py38',
    lint: {
      select: ['E', 'F', 'W', 'I', 'B'],
      ignore: ['B905', 'E501'],
      isort: {
        'known-first-party': [
          'augment',
          'data',
          'evaluate',
          'model',
          'optim',
          'run',
          'safetensors_file',
          'train',
        ],
      },
    },
  },
  PositionEncoding.Utf16,
);

function prepared(document: UnlabelDocument, options: PyTorchOptions = {}): PyTorchProject {
  const result = preparePyTorch(document, registry, options);
  if ('refused' in result) throw new Error(result.refused[0]?.message);
  return result.project;
}
const pythonOf = (project: PyTorchProject) =>
  [...project.files({})].filter((file): file is [string, string] => file[0].endsWith('.py'));

describe.each(templates.map(({ id, document }) => [id, documentSchema.parse(document)] as const))(
  '%s',
  (id, document) => {
    test.each(Object.keys(document.presets))('in its preset %s is clean and formatted Python', (preset) => {
      const files = pythonOf(prepared(document, { preset }));
      expect(files.map(([path]) => path)).toEqual([
        'model.py',
        'optim.py',
        'augment.py',
        'data.py',
        'train.py',
        'run.py',
        'evaluate.py',
      ]);
      for (const [path, code] of files) {
        const found = ruff.check(code) as { start_location: { row: number }; message: string }[];
        expect(found.map((one) => `${path}:${one.start_location.row} ${one.message}`)).toEqual([]);
        expect(ruff.format(code), path).toBe(code);
      }
    });

    test('is written as it was when it was last reviewed', async () => {
      const files = new Map(pythonOf(prepared(document, { preset: 'browser' })));
      for (const path of ['model.py', 'optim.py', 'augment.py']) {
        await expect(files.get(path)).toMatchFileSnapshot(`__golden__/${id}/${path}`);
      }
    });
  },
);

it('names a method like no class that is there already, whatever its title', () => {
  const all = templates.map(({ document }) => pythonOf(prepared(documentSchema.parse(document), {})));
  const code = all.flatMap((files) => files.map(([, text]) => text)).join('\n');
  const methods = new Set([...code.matchAll(/^from model import (\w+)$/gm)].map(([, name]) => name!));
  const defined = [...code.matchAll(/^class (\w+)/gm)].map(([, name]) => name!);
  const imported = [...code.matchAll(/^from \S+ import (.+)$/gm)].flatMap(([, names]) => names!.split(', '));
  const taken = new Set(
    [...defined, ...imported, 'None'].filter((name) => /^[A-Z]/.test(name) && !methods.has(name)),
  );
  expect([...taken]).toEqual(expect.arrayContaining(['DINOHead', 'Queue', 'Path', 'Views', 'DataLoader']));
  for (const name of taken) expect(modelName(name, LIBRARY_NAMES)).toBe(`${name}Model`);
  const drawn = documentSchema.parse(templates.find(({ id }) => id === 'moco')!.document);
  for (const [path, text] of pythonOf(prepared({ ...drawn, meta: { ...drawn.meta, title: 'Queue' } }, {}))) {
    expect(ruff.check(text), path).toEqual([]);
    if (path === 'train.py') expect(text).toContain('from model import QueueModel');
  }
});

it('says in its project what ruff checks here', () => {
  for (const text of [
    'line-length = 110',
    'target-version = "py38"',
    '"E", "F", "W", "I", "B"',
    '"B905", "E501"',
  ]) {
    expect(PYPROJECT).toContain(text);
  }
});

describe('a drawing that cannot be written faithfully', () => {
  const refusal = (document: UnlabelDocument) => {
    const result = preparePyTorch(document, registry, {});
    return 'refused' in result ? result.refused.map(({ code, at }) => [code, at.node]) : 'exported';
  };

  it('augments what is augmented already', () => {
    const nodes = { ...SIMCLR.nodes, first: ['augment.pipeline', { views: 1 }] as const };
    const wires = [
      'images.images > first.images',
      'first.images > augment.images',
      ...SIMCLR.wires.filter((wire) => wire !== 'images.images > augment.images'),
    ];
    expect(refusal(drawing(nodes, wires))).toEqual([['EMIT_NOT_EXPORTED', 'augment']]);
  });

  it('calls one module with batch statistics in two ways', () => {
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
    expect(refusal(drawing(nodes, wires))).toEqual([['EMIT_NOT_EXPORTED', 'again']]);
  });
});

it('gives each optimiser the modules that it trains', () => {
  const files = pythonOf(prepared(ONLINE_PROBE));
  for (const [path, code] of files) {
    expect(ruff.check(code), path).toEqual([]);
    expect(ruff.format(code), path).toBe(code);
  }
  const optim = new Map(files).get('optim.py')!;
  expect(optim).toContain('name.startswith(("encoder.", "projector."))');
  expect(optim).toContain('name.startswith(("classifier.",))');
  expect(optim).toContain('Together([build_optimiser(model), build_probe_optimiser(model)])');
});

it('names things after the drawing, and carries it', () => {
  const document = drawing(SIMCLR.nodes, SIMCLR.wires);
  const files = prepared(document).files({});
  const model = files.get('model.py') as string;
  expect(model).toContain('self.projector = nn.Sequential(');
  expect(model).not.toMatch(/node_?\d/);
  expect(JSON.parse(files.get('drawing.json') as string)).toEqual(JSON.parse(JSON.stringify(document)));
  // without a fixture nothing claims to be proven
  expect([...files.keys()].filter((path) => /parity|fixture/.test(path))).toEqual([]);
});
