import fc from 'fast-check';
import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { compile } from '../../compiler/compile.ts';
import { drawing } from '../../compiler/testing/drawing.ts';
import { documentSchema } from '../../document/schema.ts';
import { canonicalJson } from '../../ir/canonical-json.ts';
import { hashProgram } from '../../ir/hash.ts';
import type { Program } from '../../ir/program.ts';
import { graphOf, type Content } from '../store/content.ts';
import { EMPTY_HISTORY, perform, undo } from '../store/history.ts';
import { bypassNodes } from './bypass-nodes.ts';
import type { Command } from './command.ts';
import { packNodes } from './pack-nodes.ts';
import { unpackNode, whyNotUnpack } from './unpack-node.ts';

/** A teacher that follows, shared weights, an order of losses that matters, presets: all that packing must keep. */
function teacherAndStudent(): Content {
  const document = drawing(
    {
      images: ['data.images', { dataset: 'emoji', batchSize: 4 }],
      augment: ['augment.pipeline', { views: 2 }],
      encoder: ['encoder.convnet', { widths: [2, 3] }],
      projector: ['head.mlp', { hidden: [5], outputSize: 4 }],
      predictor: ['head.mlp', { role: 'predictor', hidden: [6], outputSize: 4 }],
      ema: ['flow.ema'],
      encoder2: ['encoder.convnet', { widths: [2, 3] }],
      projector2: ['head.mlp', { hidden: [5], outputSize: 4 }],
      stop: ['flow.stopGradient'],
      distance: ['loss.normalizedMse'],
      align: ['loss.alignment'],
      ntXent: ['loss.ntXent'],
      sum: ['loss.weightedSum', { weights: [1, 2, 3] }],
      optimiser: ['optim.adamw'],
      watch: ['probe.retrieval'],
    },
    [
      'images.images > augment.images',
      'augment.images > encoder.images',
      'augment.images > encoder2.images',
      'encoder.embedding > projector.embedding',
      'encoder.embedding > watch.embedding',
      'projector.embedding > predictor.embedding',
      'projector.embedding > ntXent.a',
      'encoder.weights > ema.weights',
      'projector.weights > ema.weights',
      'ema.weights > encoder2.weights',
      'ema.weights > projector2.weights',
      'encoder2.embedding > projector2.embedding',
      'projector2.embedding > stop.input',
      'predictor.embedding > distance.prediction',
      'stop.output > distance.target',
      'projector.embedding > align.a',
      'align.loss > sum.losses',
      'distance.loss > sum.losses',
      'ntXent.loss > sum.losses',
      'sum.loss > optimiser.loss',
    ],
  );
  document.presets = {
    small: {
      title: 'Small',
      nodes: {
        images: { batchSize: 2 },
        ntXent: { temperature: 0.1 },
        encoder: { widths: [7] },
        encoder2: { widths: [7] },
      },
      types: {},
      run: {},
    },
    other: {
      title: 'Other',
      nodes: { optimiser: { learningRate: 0.2 }, projector: { hidden: [3] }, projector2: { hidden: [3] } },
      types: { optimiser: 'optim.lars', ntXent: 'loss.alignment' },
      run: {},
    },
  };
  graphOf({ document, preset: null }).nodes.forEach(({ id }, i) => {
    document.view.positions[id] = { x: 300 * (i % 5), y: 250 * Math.floor(i / 5) };
  });
  return { document, preset: null };
}

const start = teacherAndStudent();
const ids = graphOf(start).nodes.map(({ id }) => id);
const after = (content: Content, command: Command): Content => produce(content, command.apply);

function pack(
  content: Content,
  chosen: readonly string[],
  title = 'Block',
): { content: Content; node: string } {
  const packing = packNodes(content, registry, chosen, title)!;
  return { content: after(content, packing.command), node: packing.node };
}

function unpack(content: Content, node: string): Content {
  return after(content, unpackNode(content, node)!.command);
}

function programOf(content: Content, preset?: string): Program {
  const { program, diagnostics } = compile(content.document, registry, preset ? { preset } : {});
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return program!;
}

/** The program with its nodes named as they are outside of composite nodes. Wires stand in no order that means anything. */
function plain(program: Program): Program {
  const renamed = JSON.parse(JSON.stringify(program).replaceAll(/[A-Za-z0-9]+\//g, '')) as Program;
  return { ...renamed, wires: [...renamed.wires].sort((a, b) => (a.edge < b.edge ? -1 : 1)) };
}

/** The drawing with its nodes listed as at the start: names of values depend on it. */
function relisted(given: Content): Content {
  return produce(given, ({ document }) => {
    document.stages[0]!.graph.nodes.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  });
}

const hash = (given: Content, preset?: string) => hashProgram(plain(programOf(given, preset)));

/** The document as it is apart from the order of its nodes and wires. */
function content(given: Content): unknown {
  const { nodes, edges } = graphOf(given);
  const { stages, ...document } = given.document;
  const byText = (list: readonly unknown[]) => list.map((item) => canonicalJson(item)).sort();
  return { ...document, stages: stages.length, nodes: byText(nodes), edges: byText(edges) };
}

/** The wires on every input that takes several, in their order. */
function ordered(given: Content): Record<string, string[]> {
  const into: Record<string, string[]> = {};
  for (const { from, to } of graphOf(given).edges) (into[to] ??= []).push(from);
  return into;
}

const subset = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: ids.length });

describe('packing any nodes', () => {
  test('leaves the program as it was, up to the names of nodes; so do presets', () => {
    const before = { none: hash(start), small: hash(start, 'small') };
    fc.assert(
      fc.property(subset, fc.boolean(), (chosen, withPreset) => {
        const packed = pack(start, chosen);
        const preset = withPreset ? 'small' : undefined;
        const unpacked = unpack(packed.content, packed.node);
        expect(hash(packed.content, preset)).toBe(hash(unpacked, preset));
        expect(hash(relisted(unpacked), preset)).toBe(before[preset ?? 'none']);
      }),
      { numRuns: 20 },
    );
  });

  test('and packing the packed again, with others', () => {
    const before = hash(start);
    fc.assert(
      fc.property(subset, subset, (chosen, more) => {
        const once = pack(start, chosen, 'Inner');
        const others = more.filter((id) => !chosen.includes(id));
        const twice = pack(once.content, [once.node, ...others], 'Outer');
        const back = unpack(unpack(twice.content, twice.node), once.node);
        expect(hash(twice.content)).toBe(hash(back));
        expect(hash(relisted(back))).toBe(before);
      }),
      { numRuns: 15 },
    );
  });

  test('and unpacking gives the drawing back: nodes, wires in their order, presets, places', () => {
    fc.assert(
      fc.property(subset, (chosen) => {
        const packed = pack(start, chosen);
        expect(documentSchema.safeParse(packed.content.document).error).toBeUndefined();
        const back = unpack(packed.content, packed.node);
        expect(content(back)).toEqual(content(start));
        expect(ordered(back)).toEqual(ordered(start));
      }),
    );
  });

  test('and undoing is one step', () => {
    fc.assert(
      fc.property(subset, (chosen) => {
        const packing = packNodes(start, registry, chosen, 'Block')!;
        const done = perform({ content: start, history: EMPTY_HISTORY }, packing.command);
        expect(done.history.past).toHaveLength(1);
        expect(undo(done).content).toEqual(start);
        const unpacking = unpackNode(done.content, packing.node)!;
        const again = perform(done, unpacking.command);
        expect(again.history.past).toHaveLength(2);
        expect(undo(again).content).toEqual(done.content);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a composite node', () => {
  const composite = (given: Content, id = 'block') => given.document.composites[id]!;

  test('has the ports its wires need, named after those inside', () => {
    const { content: packed, node } = pack(start, ['encoder', 'projector', 'encoder2', 'sum', 'distance']);
    expect(node).toBe('block');
    const { inputs, outputs } = composite(packed);
    expect(inputs).toEqual([
      { name: 'images', label: 'images', to: ['encoder.images', 'encoder2.images'] },
      { name: 'encoder2Weights', label: 'encoder2 weights', to: ['encoder2.weights'] },
      { name: 'prediction', label: expect.any(String), to: ['distance.prediction'] },
      { name: 'target', label: expect.any(String), to: ['distance.target'] },
      { name: 'losses', label: 'losses', to: ['sum.losses'] },
      { name: 'sumLosses', label: 'sum losses', to: ['sum.losses'], after: 1 },
    ]);
    expect(outputs.map(({ name, label, from }) => [name, label, from])).toEqual([
      ['embedding', 'encoder', 'encoder.embedding'],
      ['encoderWeights', 'encoder weights', 'encoder.weights'],
      ['projectorEmbedding', 'projector', 'projector.embedding'],
      ['projectorWeights', 'projector weights', 'projector.weights'],
      ['encoder2Embedding', 'encoder2', 'encoder2.embedding'],
      ['loss', 'loss', 'sum.loss'],
    ]);
  });

  test('has ports for what is not connected yet', () => {
    const document = drawing({ encoder: ['encoder.convnet'], head: ['head.mlp'] }, [
      'encoder.embedding > head.embedding',
    ]);
    const { content: packed } = pack({ document, preset: null }, ['encoder', 'head']);
    expect(composite(packed).inputs.map(({ name }) => name)).toEqual(['images']);
    expect(composite(packed).outputs.map(({ name }) => name)).toEqual(['embedding']);
  });

  test('has an id made of its title', () => {
    const titled = (title: string) =>
      Object.keys(pack(start, ['encoder'], title).content.document.composites)[0];
    expect(titled('Online network')).toBe('onlineNetwork');
    expect(titled('MLP + Ünit norm')).toBe('mlpUnitNorm');
    expect(titled('3 → 4')).toBe('block');
    expect(titled('constructor')).toBe('constructor2');
    const twice = pack(pack(start, ['encoder']).content, ['projector']);
    expect(Object.keys(twice.content.document.composites)).toEqual(['block', 'block2']);
    expect(twice.node).toBe('block2');
  });

  test('is told apart where a preset puts another type inside', () => {
    const { content: packed, node } = pack(start, ['optimiser', 'ntXent']);
    expect(packed.document.presets['other']).toMatchObject({
      types: { 'block/optimiser': 'optim.lars', 'block/ntXent': 'loss.alignment' },
      nodes: { 'block/optimiser': { learningRate: 0.2 } },
    });
    expect(unpack(packed, node).document.presets).toEqual(start.document.presets);
  });

  test('hands its params on when it is unpacked; presets win as they did', () => {
    const packed = produce(pack(start, ['encoder', 'projector']).content, ({ document }) => {
      document.composites['block']!.params = [
        { name: 'widths', label: 'Widths', node: 'encoder', param: 'widths' },
        { name: 'size', label: 'Size', node: 'projector', param: 'outputSize' },
      ];
      document.stages[0]!.graph.nodes.find(({ id }) => id === 'block')!.params = { widths: [9] };
      document.presets['small']!.nodes['block'] = { size: 8 };
    }) as Content;
    const back = unpack(packed, 'block');
    const nodeOf = (id: string) => graphOf(back).nodes.find((node) => node.id === id);
    expect(nodeOf('encoder')?.params).toEqual({ widths: [9] });
    // the node's own value stood over the preset's of the inside
    expect(back.document.presets['small']?.nodes).toMatchObject({
      encoder: {},
      projector: { outputSize: 8 },
    });
    expect(back.document.presets['small']?.nodes['encoder']).toEqual({});
  });

  test('stays a type as long as there is another node of it', () => {
    const { content: packed } = pack(start, ['align']);
    const two = produce(packed, ({ document }) => {
      document.stages[0]!.graph.nodes.push({ id: 'second', type: 'composite.block', params: {} });
    }) as Content;
    const one = unpack(two, 'block');
    expect(Object.keys(one.document.composites)).toEqual(['block']);
    const none = unpack(one, 'second');
    expect(none.document.composites).toEqual({});
    // its name was taken
    expect(graphOf(none).nodes.map(({ id }) => id)).toContain('align2');
  });

  test('cannot be unpacked where a preset puts another node in its place, nor can other nodes', () => {
    const packed = produce(pack(start, ['align']).content, ({ document }) => {
      document.presets['small']!.types['block'] = 'loss.uniformity';
    }) as Content;
    expect(whyNotUnpack(packed, 'block')).toContain('“Small”');
    expect(unpackNode(packed, 'block')).toBeNull();
    expect(whyNotUnpack(packed, 'encoder')).toContain('not made of other nodes');
  });

  test('nor where it is bypassed: what it is made of would not be', () => {
    const { content: packed } = pack(start, ['align']);
    const over = produce(packed, bypassNodes(['block'], true).apply);
    expect(whyNotUnpack(over, 'block')).toContain('bypassed');
    const laid = produce(packed, ({ document }) => {
      document.presets['small']!.bypassed = { block: true };
    });
    expect(whyNotUnpack(laid, 'block')).toContain('“Small” bypasses it');
  });

  test('inner nodes that presets bypass stay bypassed when packed and unpacked', () => {
    const laid = produce(start, ({ document }) => {
      document.presets['small']!.bypassed = { align: true };
    });
    const { content: packed } = pack(laid, ['align']);
    expect(packed.document.presets['small']!.bypassed).toEqual({ 'block/align': true });
    expect(unpack(packed, 'block').document.presets['small']!.bypassed).toEqual({ align: true });
  });

  test('there is nothing to pack without nodes', () => {
    expect(packNodes(start, registry, ['nobody'], 'Block')).toBeNull();
  });
});
