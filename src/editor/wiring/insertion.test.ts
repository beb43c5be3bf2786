import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { insertOnWire } from '../commands/insert-on-wire.ts';
import { edgeId } from '../../document/schema.ts';
import { graphOf, type Content } from '../store/content.ts';
import { smallDocument } from '../store/small-document.ts';
import { bridgesFor } from './bridges.ts';
import { defaultPorts } from './fitting-types.ts';
import { planInsertion } from './insertion.ts';
import { makeRoom } from './make-room.ts';
import { simsiam, testDrawing } from './test-drawing.ts';

const SIMSIAM = simsiam(registry);

const held = (type: string, id = 'fresh') => ({ id, type, ...defaultPorts(registry.find(type)!) });
const onto = (type: string, from: string, to: string) => {
  const plan = planInsertion(SIMSIAM, held(type), { from, to });
  return plan.ok ? plan.wires.map(edgeId) : plan.reason?.code;
};

describe('planInsertion', () => {
  it('takes the first ports that fit', () => {
    expect(onto('math.l2Normalize', 'projector.embedding', 'predictor.embedding')).toEqual([
      'projector.embedding->fresh.input',
      'fresh.output->predictor.embedding',
    ]);
    expect(onto('encoder.resnet', 'encoder.embedding', 'projector.embedding')).toBe('GRAPH_KIND_MISMATCH');
  });

  it('goes through a node of a third kind where its output fits', () => {
    const context = testDrawing(registry, { images: 'data.images', mlp: 'head.mlp' });
    const plan = planInsertion(context, held('encoder.convnet'), {
      from: 'images.images',
      to: 'mlp.embedding',
    });
    expect(plan.ok && plan.wires.map(edgeId)).toEqual([
      'images.images->fresh.images',
      'fresh.embedding->mlp.embedding',
    ]);
  });

  it('does not lead a signal through weights ports', () => {
    expect(onto('flow.ema', 'encoder.embedding', 'projector.embedding')).toBeUndefined();
  });

  it('leads weights through what follows weights', () => {
    const context = testDrawing(registry, { a: 'encoder.convnet', b: 'encoder.convnet' }, [
      'a.weights > b.weights',
    ]);
    const plan = planInsertion(context, held('flow.ema'), { from: 'a.weights', to: 'b.weights' });
    expect(plan.ok && plan.wires.map(edgeId)).toEqual([
      'a.weights->fresh.weights',
      'fresh.weights->b.weights',
    ]);
  });

  it('takes a node that is in the drawing already', () => {
    const context = testDrawing(
      registry,
      { encoder: 'encoder.convnet', mlp: 'head.mlp', norm: 'math.l2Normalize' },
      ['encoder.embedding > mlp.embedding'],
    );
    const plan = planInsertion(context, held('math.l2Normalize', 'norm'), context.graph.edges[0]!);
    expect(plan.ok).toBe(true);
  });
});

describe('insertOnWire', () => {
  const content: Content = { document: smallDocument(), preset: null };
  const [, wire] = graphOf(content).edges;

  it('puts the node in the wire’s place among the others and moves what is in its way', () => {
    const command = insertOnWire({
      node: 'norm',
      type: 'math.l2Normalize',
      position: { x: 300, y: 0 },
      wire: wire!,
      wires: [
        { from: wire!.from, to: 'norm.input' },
        { from: 'norm.output', to: wire!.to },
      ],
      room: { loss: { x: 600, y: 0 } },
    });
    const after = produce(content, command.apply);
    expect(graphOf(after).edges.map(edgeId)).toEqual([
      'images.images->encoder.images',
      'encoder.embedding->norm.input',
      'norm.output->loss.embedding',
    ]);
    expect(graphOf(after).nodes.at(-1)).toEqual({ id: 'norm', type: 'math.l2Normalize', params: {} });
    expect(after.document.view.positions).toMatchObject({ norm: { x: 300, y: 0 }, loss: { x: 600, y: 0 } });
    expect(command.name).toBe('Insert norm');
  });

  it('keeps the order of wires on an input that takes several', () => {
    const several = produce(content, ({ document }) => {
      document.stages[0]!.graph.edges = [
        { from: 'a.out', to: 'sum.losses' },
        { from: 'b.out', to: 'sum.losses' },
      ];
    });
    const command = insertOnWire({
      node: 'loss',
      position: { x: 0, y: 0 },
      wire: { from: 'a.out', to: 'sum.losses' },
      wires: [
        { from: 'a.out', to: 'loss.in' },
        { from: 'loss.out', to: 'sum.losses' },
      ],
    });
    const edges = graphOf(produce(several, command.apply)).edges.map(edgeId);
    expect(edges).toEqual(['a.out->loss.in', 'loss.out->sum.losses', 'b.out->sum.losses']);
    expect(graphOf(produce(several, command.apply)).nodes).toHaveLength(3);
  });
});

describe('makeRoom', () => {
  const at = (id: string, x: number, y = 0) => ({ id, x, y, width: 190, height: 150 });
  const boxes = [
    at('images', 0),
    at('encoder', 256),
    at('projector', 512),
    at('predictor', 768),
    at('loss', 1024, 900),
  ];

  it('moves everything downstream right, as one, by what it takes', () => {
    const moved = makeRoom(SIMSIAM.graph, boxes, at('norm', 400), 'projector');
    // 400 + 190 + 60 is 650: 138 to the right, on the grid of 10
    expect(moved).toEqual({
      projector: { x: 652, y: 0 },
      predictor: { x: 908, y: 0 },
      loss: { x: 1164, y: 900 },
    });
  });

  it('moves nothing where there is room', () => {
    expect(makeRoom(SIMSIAM.graph, boxes, at('norm', 400, 300), 'projector')).toEqual({});
  });
});

describe('bridgesFor', () => {
  const usage = { score: () => 0, drawings: () => 0 };
  const labels = (from: string, to: string) =>
    bridgesFor(SIMSIAM, registry.specs, usage, { from, to }).map(({ type }) => type);

  it('offers encoders between images and an embedding', () => {
    const known = (type: string) => (type.startsWith('encoder.') ? 1 : 0);
    const wire = { from: 'augment.images', to: 'predictor.embedding' };
    const offered = bridgesFor(SIMSIAM, registry.specs, { ...usage, drawings: known }, wire);
    expect(offered.map(({ type }) => type)).toEqual(['encoder.convnet', 'encoder.mlp', 'encoder.resnet']);
  });

  it('offers losses between an embedding and an optimiser, complete ones first', () => {
    const [first] = bridgesFor(SIMSIAM, registry.specs, usage, {
      from: 'encoder.embedding',
      to: 'adamw.loss',
    });
    const needed = registry
      .find(first!.type)!
      .ports({})
      .inputs.filter(({ optional }) => !optional);
    expect(first!.type).toMatch(/^loss\./);
    expect(needed).toHaveLength(1);
    expect(first!.wires.map(edgeId)[1]).toBe(`${first!.id}.loss->adamw.loss`);
  });

  it('has an input that takes one wire give it up', () => {
    const [first] = bridgesFor(SIMSIAM, registry.specs, usage, { from: 'images.images', to: 'loss.target' });
    expect(first!.replaced).toEqual(['stop.output->loss.target']);
  });

  it('offers nothing where no node leads there', () => {
    expect(labels('loss.loss', 'encoder.images')).toEqual([]);
  });
});
