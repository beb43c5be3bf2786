import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import type { Composite, UnlabelDocument } from '../document/schema.ts';
import { compile } from './compile.ts';
import { drawing, SIMCLR } from './testing/drawing.ts';

const { images, augment, ntXent, optimiser } = SIMCLR.nodes;

/** Encoder, projector and normalisation in one node. */
const TOWER: Composite = {
  title: 'Tower',
  summary: '',
  graph: {
    nodes: [
      { id: 'encoder', type: 'encoder.convnet', params: { widths: [4, 8] } },
      { id: 'projector', type: 'head.mlp', params: {} },
      { id: 'normalize', type: 'math.l2Normalize', params: {} },
    ],
    edges: [
      { from: 'encoder.embedding', to: 'projector.embedding' },
      { from: 'projector.embedding', to: 'normalize.input' },
    ],
  },
  inputs: [
    { name: 'images', label: 'images', to: ['encoder.images'] },
    { name: 'encoderWeights', label: 'encoder weights', to: ['encoder.weights'] },
  ],
  outputs: [
    { name: 'output', label: 'unit vectors', from: 'normalize.output' },
    { name: 'embedding', label: 'embedding', from: 'encoder.embedding' },
    { name: 'encoderWeights', label: 'encoder weights', from: 'encoder.weights' },
  ],
  params: [
    { name: 'widths', label: 'Widths', node: 'encoder', param: 'widths' },
    { name: 'size', label: 'Size', node: 'projector', param: 'outputSize' },
  ],
  positions: {},
};

const WIRES = [
  'images.images > augment.images',
  'augment.images > tower.images',
  'tower.output > ntXent.a',
  'ntXent.loss > optimiser.loss',
];

function packed(
  changes: Partial<Composite> = {},
  nodes: Parameters<typeof drawing>[0] = {},
  wires = WIRES,
): UnlabelDocument {
  const tower = ['composite.tower'] as const;
  const document = drawing({ images, augment, tower, ntXent, optimiser, ...nodes }, wires);
  document.composites['tower'] = { ...structuredClone(TOWER), ...changes };
  return document;
}

const codes = (document: UnlabelDocument, options = {}) =>
  compile(document, registry, options).diagnostics.map(({ code }) => code);

/** Names of weights with their shapes. */
const weights = (document: UnlabelDocument, options = {}) =>
  Object.fromEntries(
    (compile(document, registry, options).program?.weights ?? []).map(({ id, shape }) => [id, shape]),
  );

describe('a drawing with a composite node', () => {
  test('compiles to the program of its parts, whose names begin with the node’s', () => {
    const { diagnostics, program } = compile(packed(), registry);
    const plain = compile(drawing(SIMCLR.nodes, SIMCLR.wires), registry).program!;
    expect(diagnostics).toEqual([]);
    const renamed = JSON.stringify(program).replaceAll('tower/', '');
    const withoutWires = (given: object) => ({ ...given, wires: [] });
    expect(withoutWires(JSON.parse(renamed))).toEqual(withoutWires(plain));
    expect(program?.weights[0]).toMatchObject({ id: 'tower/encoder.stage1.kernel', node: 'tower/encoder' });
  });

  test('says of the wires on the canvas what travels on them, by their own ids', () => {
    const { wires, gradient, parameters } = compile(packed(), registry);
    const plain = compile(drawing(SIMCLR.nodes, SIMCLR.wires), registry);
    expect([...wires.keys()].sort()).toEqual(WIRES.map((wire) => wire.replace(' > ', '->')).sort());
    expect(wires.get('tower.output->ntXent.a')).toMatchObject({
      ...plain.wires.get('normalize.output->ntXent.a'),
      edge: 'tower.output->ntXent.a',
    });
    expect(gradient.edges.get('augment.images->tower.images')).toBe('forward');
    expect(gradient.edges.get('tower.output->ntXent.a')).toBe('gradient');
    expect(gradient.weights).toEqual(new Map([['tower', 'trained']]));
    const { parameters: apart } = plain;
    expect(parameters.get('tower')).toBe(apart.get('encoder')! + apart.get('projector')!);
  });

  test('gives inner nodes the values of the params it shows', () => {
    const document = packed({}, { tower: ['composite.tower', { widths: [16], size: 32 }] });
    expect(weights(document)['tower/encoder.stage1.kernel']).toEqual([3, 3, 3, 16]);
    const overridden = weights(document, {
      overrides: { 'tower.widths': [2], 'tower/projector.hidden': [5], 'ntXent.temperature': 0.1 },
    });
    expect(overridden['tower/encoder.stage1.kernel']).toEqual([3, 3, 3, 2]);
    expect(Object.values(overridden)).toContainEqual([2, 5]);
  });

  test('is changed inside by presets: params and types', () => {
    const document = packed();
    document.presets = {
      wide: { title: '', nodes: { 'tower/encoder': { widths: [6] } }, types: {}, run: {} },
      other: {
        title: '',
        nodes: { 'tower/encoder': { widths: [9] } },
        types: { 'tower/encoder': 'encoder.mlp' },
        run: {},
      },
    };
    expect(weights(document, { preset: 'wide' })['tower/encoder.stage1.kernel']).toEqual([3, 3, 3, 6]);
    expect(codes(document, { preset: 'other' })).toEqual([]);
    expect(Object.values(weights(document, { preset: 'other' }))).toContainEqual([3072, 9]);
  });

  test('can be nested', () => {
    const document = packed();
    document.composites['outer'] = {
      ...structuredClone(TOWER),
      title: 'Outer',
      graph: { nodes: [{ id: 'in', type: 'composite.tower', params: { size: 3 } }], edges: [] },
      inputs: [{ name: 'images', label: 'images', to: ['in.images'] }],
      outputs: [{ name: 'output', label: 'output', from: 'in.output' }],
      params: [{ name: 'channels', label: 'Channels', node: 'in', param: 'widths' }],
    };
    document.stages[0]!.graph.nodes[2] = { id: 'tower', type: 'composite.outer', params: { channels: [5] } };
    const { diagnostics, program } = compile(document, registry);
    expect(diagnostics).toEqual([]);
    const ids = program!.weights.map(({ id }) => id);
    expect(ids).toContain('tower/in/encoder.stage1.kernel');
    expect(weights(document)['tower/in/encoder.stage1.kernel']).toEqual([3, 3, 3, 5]);
  });

  test('shares weights with another through the weights ports it shows', () => {
    const wires = [
      ...WIRES,
      'augment.images > second.images',
      'tower.encoderWeights > second.encoderWeights',
      'second.output > ntXent.b',
    ];
    const { diagnostics, program, gradient, parameters } = compile(
      packed({}, { second: ['composite.tower'] }, wires),
      registry,
    );
    expect(diagnostics).toEqual([]);
    const nodes = new Set(program!.weights.map(({ node }) => node));
    expect(nodes).toEqual(new Set(['tower/encoder', 'tower/projector', 'second/projector']));
    expect(gradient.edges.get('tower.encoderWeights->second.encoderWeights')).toBe('gradient');
    // some of its weights are shared, some are its own
    expect(gradient.weights.get('second')).toBeUndefined();
    expect(parameters.get('second')).toBe(parameters.get('tower'));
  });

  test('lets one input lead to several inner ones', () => {
    const graph = structuredClone(TOWER.graph);
    graph.nodes.push({ id: 'other', type: 'encoder.convnet', params: {} });
    const document = packed({
      graph,
      inputs: [{ name: 'images', label: 'images', to: ['encoder.images', 'other.images'] }],
    });
    const { diagnostics, wires } = compile(document, registry);
    expect(diagnostics).toMatchObject([{ code: 'GRAD_UNREACHABLE', at: { node: 'tower' } }]);
    expect(diagnostics[0]!.message).toContain('“tower/other”');
    expect(wires.get('augment.images->tower.images')?.views).toBe(2);
  });
});

test('wires that come in stand where they belong among the inner ones', () => {
  const sum = { id: 'sum', type: 'loss.weightedSum', params: {} };
  const composite: Composite = {
    title: 'Sum',
    summary: '',
    graph: {
      nodes: [
        { id: 'a', type: 'loss.alignment', params: {} },
        { id: 'b', type: 'loss.uniformity', params: {} },
        sum,
      ],
      edges: [
        { from: 'a.loss', to: 'sum.losses' },
        { from: 'b.loss', to: 'sum.losses' },
      ],
    },
    inputs: [
      { name: 'a', label: 'a', to: ['a.a', 'b.embedding'] },
      { name: 'between', label: 'between', to: ['sum.losses'], after: 1 },
      { name: 'first', label: 'first', to: ['sum.losses'] },
    ],
    outputs: [{ name: 'loss', label: 'loss', from: 'sum.loss' }],
    params: [],
    positions: {},
  };
  const document = drawing(
    { ...SIMCLR.nodes, block: ['composite.sum'], second: ['loss.ntXent', { temperature: 1 }] },
    [
      ...SIMCLR.wires.slice(0, -1),
      'normalize.output > block.a',
      'normalize.output > second.a',
      'ntXent.loss > block.between',
      'second.loss > block.first',
      'block.loss > optimiser.loss',
    ],
  );
  document.composites['sum'] = composite;
  const { diagnostics, program } = compile(document, registry);
  expect(diagnostics).toEqual([]);
  const into = program!.wires
    .filter(({ edge }) => edge.endsWith('->block/sum.losses'))
    .map(({ edge }) => edge.split('.')[0]);
  expect(into).toEqual(['second', 'block/a', 'ntXent', 'block/b']);
});

describe('what is wrong inside is said of the composite node', () => {
  const first = (document: UnlabelDocument) => compile(document, registry).diagnostics[0]!;

  test('a param that is shown, with its repair', () => {
    const document = packed({}, { tower: ['composite.tower', { size: -1 }] });
    expect(first(document)).toMatchObject({
      code: 'GRAPH_BAD_PARAM',
      at: { node: 'tower', param: 'size' },
      fix: { kind: 'setParam', node: 'tower', param: 'size' },
    });
    expect(first(document).message).toMatch(/^In “tower\/projector”: “outputSize” is not valid/);
  });

  test('a param that is not shown: no repair that would change other nodes', () => {
    const document = packed({ params: [] });
    document.composites['tower']!.graph.nodes[1]!.params = { outputSize: -1 };
    expect(first(document).at).toEqual({ node: 'tower' });
    expect(first(document).fix).toBeUndefined();
  });

  test('an input without a wire, by the port that leads to it', () => {
    const document = packed(
      {},
      {},
      WIRES.filter((wire) => !wire.endsWith('tower.images')),
    );
    expect(first(document)).toMatchObject({
      code: 'GRAPH_MISSING_INPUT',
      at: { node: 'tower', port: 'images' },
    });
    expect(first(document).message).toContain('“tower/encoder”');
  });

  test('a wire of the wrong kind, with the wire on the canvas', () => {
    const wires = WIRES.map((wire) => (wire.endsWith('ntXent.a') ? 'augment.images > ntXent.a' : wire));
    const into = [...wires.filter((wire) => !wire.endsWith('tower.images')), 'ntXent.loss > tower.images'];
    const found = compile(packed({}, {}, into), registry).diagnostics.find(
      ({ at }) => at.edge === 'ntXent.loss->tower.images',
    );
    expect(found).toMatchObject({
      code: 'GRAPH_KIND_MISMATCH',
      at: { node: 'tower', port: 'images' },
      fix: { kind: 'removeEdge', edge: 'ntXent.loss->tower.images' },
    });
  });

  test('a circle through it', () => {
    const document = packed({}, {}, [...WIRES, 'tower.output > tower.images']);
    const circle = compile(document, registry).diagnostics.find(({ code }) => code === 'GRAPH_CYCLE');
    expect(circle?.at.node).toBe('tower');
    expect(circle?.related).toContainEqual({ node: 'tower' });
  });

  test('unknown ports, params, inner nodes; ids used twice', () => {
    const at = (document: UnlabelDocument) =>
      compile(document, registry).diagnostics.map(({ code, at: place }) => [code, place]);
    const output = at(packed({}, {}, [...WIRES, 'tower.smell > ntXent.b']));
    expect(output).toContainEqual([
      'GRAPH_UNKNOWN_PORT',
      { node: 'tower', port: 'smell', edge: 'tower.smell->ntXent.b' },
    ]);
    const input = at(packed({}, {}, [...WIRES, 'augment.images > tower.smell']));
    expect(input).toContainEqual([
      'GRAPH_UNKNOWN_PORT',
      { node: 'tower', port: 'smell', edge: 'augment.images->tower.smell' },
    ]);
    const param = at(packed({}, { tower: ['composite.tower', { heat: 1 }] }));
    expect(param).toContainEqual(['GRAPH_UNKNOWN_PARAM', { node: 'tower', param: 'heat' }]);
    const ghost = packed({ inputs: [{ name: 'images', label: 'images', to: ['ghost.images'] }] });
    expect(at(ghost)[0]).toEqual(['GRAPH_UNKNOWN_NODE', { node: 'tower' }]);
    const twice = packed();
    twice.stages[0]!.graph.nodes.push({ id: 'tower', type: 'math.l2Normalize', params: {} });
    expect(at(twice)[0]).toEqual(['GRAPH_DUPLICATE_NODE', { node: 'tower' }]);
    expect(codes(packed({}, { lost: ['composite.nowhere'] }))).toEqual(['GRAPH_UNKNOWN_NODE_TYPE']);
  });
});

describe('drawings that are made to do harm', () => {
  const graph = (types: readonly string[]) => ({
    nodes: types.map((type, i) => ({ id: `n${i}`, type, params: {} })),
    edges: [],
  });
  const harmful = (composites: Record<string, Partial<Composite>>) => {
    const document = packed({}, { bad: ['composite.c0'] });
    for (const [id, parts] of Object.entries(composites)) {
      document.composites[id] = {
        ...structuredClone(TOWER),
        inputs: [],
        outputs: [],
        params: [],
        title: id,
        ...parts,
      };
    }
    const start = performance.now();
    const { diagnostics, program } = compile(document, registry);
    expect(performance.now() - start).toBeLessThan(1500);
    expect(program).toBeNull();
    return diagnostics;
  };

  test('GRAPH_RECURSIVE_COMPOSITE: one that contains itself, directly or not', () => {
    const direct = harmful({ c0: { graph: graph(['composite.c0']) } });
    expect(direct).toMatchObject([{ code: 'GRAPH_RECURSIVE_COMPOSITE', at: { node: 'bad' } }]);
    const round = harmful({
      c0: { graph: graph(['math.l2Normalize', 'composite.c1']) },
      c1: { graph: graph(['composite.c2']) },
      c2: { graph: graph(['composite.c1']) },
    });
    expect(round).toMatchObject([{ code: 'GRAPH_RECURSIVE_COMPOSITE' }]);
    expect(round[0]!.message).toContain('c1 → c2 → c1');
  });

  test('one that contains itself and is not used does no harm', () => {
    const document = packed();
    document.composites['idle'] = { ...structuredClone(TOWER), graph: graph(['composite.idle']) };
    expect(codes(document)).toEqual([]);
  });

  test('GRAPH_TOO_LARGE: composites that double each other', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 900 }, (_, i) => [
        `c${i}`,
        { graph: graph([`composite.c${i + 1}`, `composite.c${i + 1}`]) },
      ]),
    );
    const found = harmful({ ...doubling, c900: { graph: graph(['math.l2Normalize']) } });
    expect(found).toMatchObject([{ code: 'GRAPH_TOO_LARGE', at: { node: 'bad' } }]);
    expect(found[0]!.message).toContain('5,000 nodes');
  });

  test('GRAPH_TOO_LARGE: composites as deep as a file allows', () => {
    const deep = Object.fromEntries(
      Array.from({ length: 999 }, (_, i) => [`c${i}`, { graph: graph([`composite.c${i + 1}`]) }]),
    );
    expect(harmful(deep)).toMatchObject([{ code: 'GRAPH_TOO_LARGE' }]);
  });

  test('GRAPH_TOO_LARGE: inputs that multiply wires', () => {
    const ports = Array.from({ length: 200 }, (_, i) => `p${i}`);
    const fan = (inner: string) =>
      ports.map((name) => ({ name, label: name, to: ports.map((port) => `${inner}.${port}`) }));
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `c${i}`,
        { graph: graph([i === 29 ? 'math.l2Normalize' : `composite.c${i + 1}`]), inputs: fan('n0') },
      ]),
    );
    const document = packed({}, { bad: ['composite.c0'] }, [
      ...WIRES,
      ...ports.map((p) => `images.images > bad.${p}`),
    ]);
    for (const [id, parts] of Object.entries(many)) {
      document.composites[id] = { ...structuredClone(TOWER), outputs: [], params: [], ...parts };
    }
    const start = performance.now();
    expect(codes(document)).toEqual(['GRAPH_TOO_LARGE']);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
