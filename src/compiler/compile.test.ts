import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import type { DiagnosticCode } from '../diagnostics/catalogue.ts';
import { createRegistry, defineNode, z, zeros } from '../spec/index.ts';
import { compile } from './compile.ts';
import { drawing, SIMCLR } from './testing/drawing.ts';

type Nodes = Parameters<typeof drawing>[0];

const simclr = (nodes: Nodes = {}, wires: string[] = SIMCLR.wires) =>
  drawing({ ...SIMCLR.nodes, ...nodes }, wires);
const without = (wire: string) => SIMCLR.wires.filter((other) => other !== wire);
const codes = (document: ReturnType<typeof drawing>, options = {}) =>
  compile(document, registry, options).diagnostics.map(({ code }) => code);

test('SimCLR compiles without a word', () => {
  const { diagnostics, program } = compile(simclr(), registry);
  expect(diagnostics).toEqual([]);
  expect(program?.losses).toEqual([{ node: 'ntXent', optimiser: 'optimiser', value: expect.any(String) }]);
  expect(program?.weights.every(({ role }) => role === 'trained')).toBe(true);
});

test('every wire gets its kind, physical shape and views', () => {
  const { wires } = compile(simclr(), registry);
  expect(wires.get('images.images->augment.images')).toMatchObject({
    kind: 'images',
    shape: [8, 32, 32, 3],
    views: 1,
  });
  expect(wires.get('augment.images->encoder.images')).toMatchObject({
    kind: 'images',
    shape: [16, 32, 32, 3],
    views: 2,
  });
  expect(wires.get('encoder.embedding->projector.embedding')).toMatchObject({
    kind: 'embedding',
    shape: [16, 8],
  });
  expect(wires.get('normalize.output->ntXent.a')).toMatchObject({ kind: 'embedding', views: 2 });
  expect(wires.get('ntXent.loss->optimiser.loss')).toMatchObject({ kind: 'loss', shape: [] });
});

test('the same drawing gives the same program, wherever its nodes stand in the file', () => {
  const document = simclr();
  expect(compile(document, registry).program).toEqual(compile(structuredClone(document), registry).program);
});

test('presets and overrides lie over the drawing’s own parameters', () => {
  const document = {
    ...simclr(),
    presets: { small: { title: 'Small', nodes: { images: { batchSize: 4 } }, types: {}, run: { steps: 7 } } },
  };
  expect(compile(document, registry, { preset: 'small' }).program).toMatchObject({ batchSize: 4, steps: 7 });
  const overridden = compile(document, registry, {
    preset: 'small',
    overrides: { 'images.batchSize': 6 },
    steps: 3,
  });
  expect(overridden.program).toMatchObject({ batchSize: 6, steps: 3 });
  expect(codes(document, { preset: 'large' })).toEqual(['DOC_UNKNOWN_PRESET']);
  expect(codes(document, { stage: 'finetune' })).toEqual(['DOC_UNKNOWN_STAGE']);
});

describe('what is wrong is said, and where', () => {
  const cases: [DiagnosticCode, ReturnType<typeof drawing>, object][] = [
    ['GRAPH_UNKNOWN_NODE_TYPE', simclr({ extra: ['math.unheardOf'] }), { node: 'extra' }],
    [
      'GRAPH_BAD_PARAM',
      simclr({ ntXent: ['loss.ntXent', { temperature: -1 }] }),
      { node: 'ntXent', param: 'temperature' },
    ],
    [
      'GRAPH_UNKNOWN_PARAM',
      simclr({ ntXent: ['loss.ntXent', { heat: 1 }] }),
      { node: 'ntXent', param: 'heat' },
    ],
    [
      'GRAPH_UNKNOWN_PORT',
      simclr({}, [...SIMCLR.wires, 'encoder.smell > normalize.input']),
      { node: 'encoder', port: 'smell', edge: 'encoder.smell->normalize.input' },
    ],
    ['GRAPH_UNKNOWN_NODE', simclr({}, [...SIMCLR.wires, 'ghost.output > normalize.input']), {}],
    [
      'GRAPH_KIND_MISMATCH',
      simclr({}, [
        ...without('encoder.embedding > projector.embedding'),
        'augment.images > projector.embedding',
      ]),
      { node: 'projector', port: 'embedding', edge: 'augment.images->projector.embedding' },
    ],
    [
      'GRAPH_MISSING_INPUT',
      simclr({}, without('augment.images > encoder.images')),
      { node: 'encoder', port: 'images' },
    ],
    [
      'GRAPH_DUPLICATE_WIRE',
      simclr({}, [...SIMCLR.wires, SIMCLR.wires[0]!]),
      { edge: 'images.images->augment.images' },
    ],
    [
      'GRAPH_INPUT_TAKEN',
      simclr({}, [...SIMCLR.wires, 'encoder.embedding > normalize.input']),
      { node: 'normalize', port: 'input' },
    ],
    [
      'GRAPH_CYCLE',
      simclr({ back: ['math.l2Normalize'] }, [
        ...without('encoder.embedding > projector.embedding'),
        'projector.embedding > back.input',
        'back.output > projector.embedding',
      ]),
      {},
    ],
    ['GRAPH_NO_OPTIMISER', drawing({ images: ['data.images'] }, []), {}],
    ['GRAPH_NO_DATA', drawing({ optimiser: ['optim.sgd'] }, []), {}],
    ['GRAPH_SEVERAL_DATASETS', simclr({ more: ['data.images'] }), { node: 'more' }],
    ['SHAPE_BATCH_OF_ONE', simclr({ images: ['data.images', { batchSize: 1 }] }), { node: 'ntXent' }],
    [
      'SHAPE_BATCH_TOO_LARGE',
      simclr({ images: ['data.images', { batchSize: 4000 }] }),
      { node: 'images', param: 'batchSize' },
    ],
    ['SHAPE_VIEWS', simclr({ augment: ['augment.pipeline', { views: 1 }] }), { node: 'ntXent', port: 'a' }],
    [
      'GRAD_NOTHING_TRAINED',
      simclr({ stop: ['flow.stopGradient'] }, [
        ...without('normalize.output > ntXent.a'),
        'normalize.output > stop.input',
        'stop.output > ntXent.a',
      ]),
      { node: 'ntXent' },
    ],
    [
      'GRAD_TWO_OPTIMISERS',
      simclr({ second: ['optim.sgd'] }, [...SIMCLR.wires, 'ntXent.loss > second.loss']),
      { node: 'encoder' },
    ],
    [
      'GRAPH_TIED_ARCHITECTURE',
      simclr({}, [...SIMCLR.wires, 'projector.weights > encoder.weights']),
      { node: 'encoder', port: 'weights' },
    ],
  ];
  test.each(cases)('%s', (code, document, at) => {
    const { diagnostics, program } = compile(document, registry);
    const found = diagnostics.find((diagnostic) => diagnostic.code === code);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(found?.at).toMatchObject(at);
    expect(program).toBeNull();
  });

  test('GRAPH_DUPLICATE_NODE', () => {
    const document = simclr();
    const { nodes } = document.stages[0]!.graph;
    nodes.push({ ...nodes[0]!, type: 'flow.stopGradient', params: {} });
    const { diagnostics, program } = compile(document, registry);
    expect(diagnostics).toMatchObject([{ code: 'GRAPH_DUPLICATE_NODE', at: { node: 'images' } }]);
    expect(program).toBeNull();
  });

  test('LOWER_UNVERIFIED, where a node of ours breaks the rules', () => {
    const twice = defineNode({
      id: 'flow.twice',
      label: 'Twice',
      summary: 'Writes one state twice.',
      params: () => z.object({}),
      ports: () => ({
        inputs: [{ name: 'input', label: 'input', kinds: ['embedding'], summary: 'Any.' }],
        outputs: [{ name: 'output', label: 'output', kind: 'embedding', summary: 'The same.' }],
      }),
      forward: (context) => {
        const state = context.state('count', [], zeros);
        context.commit('count', context.ops.add(state, 1));
        context.commit('count', context.ops.add(state, 2));
        return { output: context.input('input') };
      },
    });
    const document = simclr({ twice: ['flow.twice'] }, [...SIMCLR.wires, 'encoder.embedding > twice.input']);
    const { diagnostics, program } = compile(document, createRegistry([...registry.specs, twice]));
    expect(diagnostics).toMatchObject([{ code: 'LOWER_UNVERIFIED' }]);
    expect(diagnostics[0]!.message).toContain('twice.count');
    expect(program).toBeNull();
  });

  test('GRAD_UNREACHABLE only warns', () => {
    const document = simclr({ idle: ['head.mlp'] }, [...SIMCLR.wires, 'encoder.embedding > idle.embedding']);
    const { diagnostics, program } = compile(document, registry);
    expect(diagnostics).toMatchObject([
      { code: 'GRAD_UNREACHABLE', severity: 'warning', at: { node: 'idle' } },
    ]);
    expect(program).not.toBeNull();
  });

  test('all problems come at once, and sound parts keep their shapes', () => {
    const document = simclr({
      ntXent: ['loss.ntXent', { temperature: -1 }],
      more: ['data.images'],
      x: ['a.b'],
    });
    const { diagnostics, wires } = compile(document, registry);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(
      new Set(['GRAPH_BAD_PARAM', 'GRAPH_SEVERAL_DATASETS', 'GRAPH_UNKNOWN_NODE_TYPE']),
    );
    expect(wires.get('augment.images->encoder.images')?.shape).toEqual([16, 32, 32, 3]);
  });

  test('a circle names its nodes in their order', () => {
    const document = simclr({ a: ['math.l2Normalize'], b: ['math.l2Normalize'] }, [
      ...SIMCLR.wires,
      'a.output > b.input',
      'b.output > a.input',
    ]);
    const circle = compile(document, registry).diagnostics.find(({ code }) => code === 'GRAPH_CYCLE');
    expect(circle?.message).toMatch(/a → b → a|b → a → b/);
    expect(circle?.related).toHaveLength(2);
  });
});

describe('gradient', () => {
  test('flows along the student’s wires and not into data', () => {
    const { gradient } = compile(simclr(), registry);
    expect(Object.fromEntries(gradient.edges)).toEqual({
      'images.images->augment.images': 'forward',
      'augment.images->encoder.images': 'forward',
      'encoder.embedding->projector.embedding': 'gradient',
      'projector.embedding->normalize.input': 'gradient',
      'normalize.output->ntXent.a': 'gradient',
      'ntXent.loss->optimiser.loss': 'gradient',
    });
    expect(gradient.weights).toEqual(
      new Map([
        ['encoder', 'trained'],
        ['projector', 'trained'],
      ]),
    );
  });

  test('is cut at a stop-gradient and forward behind it', () => {
    const document = simclr({ stop: ['flow.stopGradient'] }, [
      ...SIMCLR.wires,
      'projector.embedding > stop.input',
      'stop.output > ntXent.b',
    ]);
    const { gradient, diagnostics } = compile(document, registry);
    expect(diagnostics).toEqual([]);
    expect(gradient.edges.get('projector.embedding->stop.input')).toBe('cut');
    expect(gradient.edges.get('stop.output->ntXent.b')).toBe('forward');
    expect(gradient.edges.get('normalize.output->ntXent.a')).toBe('gradient');
  });

  test('tied nodes share one set of tensors and inherit the architecture', () => {
    const document = simclr({ encoder2: ['encoder.convnet', { widths: [64] }], watch: ['probe.embedding'] }, [
      ...SIMCLR.wires,
      'augment.images > encoder2.images',
      'encoder.weights > encoder2.weights',
      'encoder2.embedding > watch.embedding',
    ]);
    const { gradient, program, wires, parameters } = compile(document, registry);
    expect(gradient.weights.get('encoder2')).toBe('tied');
    expect(program?.weights.some(({ node }) => node === 'encoder2')).toBe(false);
    expect(wires.get('encoder2.embedding->watch.embedding')?.shape).toEqual([16, 8]);
    expect(parameters.get('encoder2')).toBe(parameters.get('encoder'));
  });
});
