import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { templates } from '../../templates/index.ts';
import { parseDocument } from '../document/parse.ts';
import { splitEndpoint, type Graph, type GraphNode, type UnlabelDocument } from '../document/schema.ts';
import { hashProgram } from '../ir/hash.ts';
import { compile } from './compile.ts';
import { withComposites } from './composite-registry.ts';
import { expand } from './expand.ts';
import { outputKind } from './kinds.ts';
import { passOver } from './pass-over.ts';
import { resolve } from './resolve.ts';
import { drawing, SIMCLR } from './testing/drawing.ts';

/** The drawing with nodes bypassed. */
function bypass(document: UnlabelDocument, ...ids: string[]): UnlabelDocument {
  return withGraph(document, ({ nodes, edges }) => ({
    nodes: nodes.map((node) => (ids.includes(node.id) ? { ...node, bypassed: true as const } : node)),
    edges,
  }));
}

function withGraph(document: UnlabelDocument, change: (graph: Graph) => Graph): UnlabelDocument {
  const [stage, ...others] = document.stages;
  return { ...document, stages: [{ ...stage!, graph: change(stage!.graph) }, ...others] };
}

const codes = (document: UnlabelDocument) =>
  compile(document, registry).diagnostics.map(({ code, at }) => [code, at.node]);
const hash = (document: UnlabelDocument) => {
  const { program, diagnostics } = compile(document, registry);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return hashProgram(program!);
};

const documents = templates.map(({ id, document }) => {
  const parsed = parseDocument(JSON.stringify(document));
  if (!parsed.ok) throw new Error(`the template ${id} is not valid`);
  return [id, parsed.value] as const;
});

const simclr = drawing(SIMCLR.nodes, SIMCLR.wires);
/** Node types that give what they take, by the kind of the wire they are put on. */
const ON_TENSORS = ['math.l2Normalize', 'flow.stopGradient', 'math.relu', 'math.scale', 'math.softmax'];
const ON_EMBEDDINGS = [...ON_TENSORS, 'head.mlp'];
const ON_WEIGHTS = ['flow.ema', 'flow.freeze', 'flow.snapshot'];

/** Puts bypassed nodes on wires, several one after another where `pick` gives several. */
function sprinkle(
  document: UnlabelDocument,
  pick: (types: readonly string[], wire: number) => string[],
): UnlabelDocument {
  return withGraph(document, (graph) => {
    const resolved = resolve(graph, withComposites(registry, document.composites)).graph;
    const added: GraphNode[] = [];
    const edges = graph.edges.flatMap((edge, wire) => {
      const { node, port } = splitEndpoint(edge.from);
      const kind = outputKind(resolved, node, port);
      const fitting = kind === 'embedding' ? ON_EMBEDDINGS : kind === 'weights' ? ON_WEIGHTS : [];
      let { from } = edge;
      const chain = pick(fitting, wire).map((type) => {
        const id = `extra${added.length}`;
        added.push({ id, type, params: {}, bypassed: true });
        const ports = registry.find(type)!.ports({});
        const into = { from, to: `${id}.${ports.inputs[0]!.name}` };
        from = `${id}.${ports.outputs[0]!.name}`;
        return into;
      });
      return [...chain, { from, to: edge.to }];
    });
    return { nodes: [...added, ...graph.nodes], edges };
  });
}

describe('bypassing nothing', () => {
  test.each(documents)('hands %s on as it is', (_, document) => {
    const expanded = expand(document.stages[0]!.graph, document.composites);
    if ('refused' in expanded) throw new Error('it can be expanded');
    expect(passOver(expanded, registry)).toBe(expanded);
  });
});

describe('a bypassed node that gives the kind it takes computes nothing', () => {
  test.each(documents)('on every wire of %s', (_, document) => {
    const first = (types: readonly string[], wire: number) =>
      types.length > 0 ? [types[wire % types.length]!] : [];
    const more = sprinkle(document, first);
    expect(more.stages[0]!.graph.nodes.length).toBeGreaterThan(document.stages[0]!.graph.nodes.length);
    expect(hash(more)).toBe(hash(document));
  });

  test('nor do several, one behind another', () => {
    const plain = hash(simclr);
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 6, maxLength: 6 }), (picks) => {
        const chains = (types: readonly string[], wire: number) =>
          types.length > 0 ? (picks[wire] ?? []).map((i) => types[i % types.length]!) : [];
        expect(hash(sprinkle(simclr, chains))).toBe(plain);
      }),
      { numRuns: 25 },
    );
  });
});

const TEACHER = {
  nodes: {
    ...SIMCLR.nodes,
    stop: ['flow.stopGradient', {}],
    ema: ['flow.ema', {}],
    teacher: ['encoder.convnet', { widths: [4, 8] }],
    teacherProjector: ['head.mlp', {}],
    other: ['math.l2Normalize', {}],
  } as Parameters<typeof drawing>[0],
  wires: [
    'images.images > augment.images',
    'augment.images > encoder.images',
    'augment.images > teacher.images',
    'encoder.embedding > projector.embedding',
    'teacher.embedding > teacherProjector.embedding',
    'teacherProjector.embedding > other.input',
    'other.output > stop.input',
    'projector.embedding > normalize.input',
    'normalize.output > ntXent.a',
    'stop.output > ntXent.b',
    'encoder.weights > ema.weights',
    'projector.weights > ema.weights',
    'ema.weights > teacher.weights',
    'ema.weights > teacherProjector.weights',
    'ntXent.loss > optimiser.loss',
  ],
};
const teacher = drawing(TEACHER.nodes, TEACHER.wires);

describe('weights and gradients', () => {
  test('a bypassed moving average ties each module to the one of its type', () => {
    const { gradient, wires } = compile(bypass(teacher, 'ema'), registry);
    expect(Object.fromEntries(gradient.weights)).toEqual({
      encoder: 'trained',
      projector: 'trained',
      teacher: 'tied',
      teacherProjector: 'tied',
    });
    expect(compile(teacher, registry).gradient.weights.get('teacher')).toBe('ema');
    expect(wires.get('encoder.weights->ema.weights')?.kind).toBe('weights');
    expect(wires.get('ema.weights->teacher.weights')?.kind).toBe('weights');
  });

  test('a bypassed stop-gradient lets the gradient through, on both of its wires', () => {
    const flow = (document: UnlabelDocument, edge: string) =>
      compile(document, registry).gradient.edges.get(edge);
    const tied = bypass(teacher, 'ema');
    expect(flow(tied, 'other.output->stop.input')).toBe('cut');
    for (const edge of ['other.output->stop.input', 'stop.output->ntXent.b']) {
      expect(flow(bypass(teacher, 'ema', 'stop'), edge)).toBe('gradient');
    }
  });

  test('a follower that holds nothing gives way to the node’s own weights', () => {
    const frozen = drawing({ ...SIMCLR.nodes, freeze: ['flow.freeze', {}] }, [
      ...SIMCLR.wires,
      'freeze.weights > encoder.weights',
    ]);
    expect(compile(frozen, registry).gradient.weights.get('encoder')).toBe('frozen');
    expect(hash(bypass(frozen, 'freeze'))).toBe(hash(simclr));
  });
});

describe('where nothing fits', () => {
  test('the wires that left are gone and the inputs behind report themselves', () => {
    expect(codes(bypass(simclr, 'encoder'))).toContainEqual(['GRAPH_MISSING_INPUT', 'projector']);
    expect(codes(bypass(simclr, 'images'))).toContainEqual(['GRAPH_NO_DATA', undefined]);
  });

  test('what goes in is still said of the wire', () => {
    const { wires, gradient } = compile(bypass(simclr, 'encoder'), registry);
    expect(wires.get('augment.images->encoder.images')).toMatchObject({ kind: 'images', views: 2 });
    expect(gradient.edges.get('augment.images->encoder.images')).toBe('forward');
    expect(wires.has('encoder.embedding->projector.embedding')).toBe(false);
  });

  test('an input that takes several has one wire less', () => {
    const sum = (wires: string[], weights: number[]) =>
      drawing({ ...SIMCLR.nodes, second: ['loss.ntXent', {}], sum: ['loss.weightedSum', { weights }] }, [
        ...SIMCLR.wires.slice(0, -1),
        'normalize.output > second.a',
        'ntXent.loss > sum.losses',
        ...wires,
        'sum.loss > optimiser.loss',
      ]);
    const both = bypass(sum(['second.loss > sum.losses'], [1]), 'second');
    const without = withGraph(sum([], [1]), ({ nodes, edges }) => ({
      nodes: nodes.filter(({ id }) => id !== 'second'),
      edges: edges.filter(({ to }) => to !== 'second.a'),
    }));
    expect(hash(both)).toBe(hash(without));
  });

  test('nodes in a circle, two nodes of one name and unknown types end nothing', () => {
    const circle = drawing({ a: ['head.mlp', {}], b: ['head.mlp', {}], c: ['head.mlp', {}] }, [
      'a.embedding > b.embedding',
      'b.embedding > a.embedding',
      'b.embedding > c.embedding',
    ]);
    expect(codes(bypass(circle, 'a', 'b'))).toContainEqual(['GRAPH_MISSING_INPUT', 'c']);
    expect(codes(bypass(circle, 'a'))).toContainEqual(['GRAPH_CYCLE', 'b']);
    const twice = withGraph(simclr, ({ nodes, edges }) => ({
      nodes: [...nodes, { ...nodes.find(({ id }) => id === 'normalize')!, bypassed: true }],
      edges,
    }));
    expect(codes(twice)).toContainEqual(['GRAPH_DUPLICATE_NODE', 'normalize']);
    const unknown = drawing({ ...SIMCLR.nodes, strange: ['math.unheardOf', {}] }, SIMCLR.wires);
    expect(hash(bypass(unknown, 'strange'))).toBe(hash(simclr));
  });
});

describe('composites, presets and settings', () => {
  const inTower = (bypassed: readonly string[], whole = false) => {
    const document = drawing(
      {
        images: SIMCLR.nodes.images,
        augment: SIMCLR.nodes.augment,
        tower: ['composite.tower', {}],
        ntXent: SIMCLR.nodes.ntXent,
        optimiser: SIMCLR.nodes.optimiser,
      } as Parameters<typeof drawing>[0],
      [
        'images.images > augment.images',
        'augment.images > tower.images',
        'tower.output > ntXent.a',
        'ntXent.loss > optimiser.loss',
      ],
    );
    const inner = bypass(simclr, ...bypassed).stages[0]!.graph;
    const held = ['encoder', 'projector', 'normalize'];
    document.composites['tower'] = {
      title: 'Tower',
      summary: '',
      graph: {
        nodes: inner.nodes.filter(({ id }) => held.includes(id)),
        edges: [
          { from: 'encoder.embedding', to: 'projector.embedding' },
          { from: 'projector.embedding', to: 'normalize.input' },
        ],
      },
      inputs: [{ name: 'images', label: 'images', to: ['encoder.images'] }],
      outputs: [{ name: 'output', label: 'output', from: 'normalize.output' }],
      params: [],
      positions: {},
    };
    return whole ? bypass(document, 'tower') : document;
  };

  test('a node inside is bypassed, also one that an output is read from', () => {
    const { diagnostics, wires, program } = compile(inTower(['projector', 'normalize']), registry);
    expect(diagnostics).toEqual([]);
    expect(wires.get('tower.output->ntXent.a')).toMatchObject({ kind: 'embedding', shape: [16, 8] });
    const weights = program!.weights.map(({ id }) => id.split('.')[0]);
    expect([...new Set(weights)]).toEqual(['tower/encoder']);
  });

  test('a composite node is bypassed as a whole', () => {
    const found = codes(inTower([], true));
    expect(found).toEqual([['GRAPH_MISSING_INPUT', 'ntXent'], ...found.slice(1)]);
    const heads = drawing({ ...SIMCLR.nodes, block: ['composite.block', {}] }, [
      ...SIMCLR.wires.filter((wire) => !wire.startsWith('normalize.output')),
      'normalize.output > block.in',
      'block.out > ntXent.a',
    ]);
    heads.composites['block'] = {
      title: 'Block',
      summary: '',
      graph: { nodes: [{ id: 'head', type: 'head.mlp', params: {} }], edges: [] },
      inputs: [{ name: 'in', label: 'in', to: ['head.embedding'] }],
      outputs: [{ name: 'out', label: 'out', from: 'head.embedding' }],
      params: [],
      positions: {},
    };
    expect(hash(heads)).not.toBe(hash(simclr));
    expect(hash(bypass(heads, 'block'))).toBe(hash(simclr));
    const settings = { overrides: { 'block/head.outputSize': 4 } };
    expect(compile(bypass(heads, 'block'), registry, settings).diagnostics).toEqual([]);
  });

  test('a preset bypasses a node, inside others too, and takes one up again', () => {
    const presets = (bypassed: Record<string, boolean>) => ({
      p: { title: '', nodes: {}, types: {}, bypassed, run: {} },
    });
    const flat = { ...simclr, presets: presets({ projector: true }) };
    const hashOf = (document: UnlabelDocument) =>
      hashProgram(compile(document, registry, { preset: 'p' }).program!);
    expect(hashOf(flat)).toBe(hash(bypass(simclr, 'projector')));
    expect(hash(flat)).toBe(hash(simclr));
    const up = { ...bypass(simclr, 'projector'), presets: presets({ projector: false }) };
    expect(hashOf(up)).toBe(hash(simclr));
    const inside = { ...inTower([]), presets: presets({ 'tower/projector': true }) };
    expect(hashOf(inside)).toBe(hash(inTower(['projector'])));
  });

  test('settings of a bypassed node are no fault', () => {
    const overrides = { 'projector.outputSize': 4, 'ntXent.temperature': 0.2 };
    const { diagnostics, program } = compile(bypass(simclr, 'projector'), registry, { overrides });
    expect(diagnostics).toEqual([]);
    const expected = compile(bypass(simclr, 'projector'), registry, {
      overrides: { 'ntXent.temperature': 0.2 },
    });
    expect(hashProgram(program!)).toBe(hashProgram(expected.program!));
  });
});
