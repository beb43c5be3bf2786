import { Position } from '@xyflow/react';
import { describe, expect, it } from 'vitest';
import { largeDrawing } from '../../../bench/canvas/large-drawing.ts';
import { registry } from '../../../nodes/index.ts';
import { createDrawingView } from '../store/drawing.ts';
import type { FlowNode } from './flow-types.ts';
import { cardShape, oneOfEach, sizedLikeTwins, type Bounds, type ShapeOf } from './twin-sizes.ts';

const node = (id: string, measured?: { width: number; height: number }): FlowNode => ({
  id,
  type: 'card',
  data: {},
  position: { x: id.length, y: 0 },
  ...(measured ? { measured } : {}),
});
/** `loss2` is a loss; what begins with an underscore is like nothing else. */
const shapeOf: ShapeOf = ({ id }) => (id.startsWith('_') ? null : id.replace(/\d+$/, ''));

const port = (id: string, type: 'source' | 'target') => ({
  id,
  type,
  nodeId: 'loss1',
  position: type === 'source' ? Position.Right : Position.Left,
  x: type === 'source' ? 180 : -4,
  y: 40,
  width: 10,
  height: 10,
});
const BOUNDS: Bounds = {
  source: [port('loss', 'source')],
  target: [port('a', 'target'), port('b', 'target')],
};

describe('the shape of a card', () => {
  const document = largeDrawing();
  const shape = cardShape(createDrawingView(registry)({ document, preset: null }));
  const of = (id: string) => shape(node(id));

  it('is that of others of its type, not that of one with other wires or of another type', () => {
    expect(of('encoder1')).toBe(of('encoder2'));
    // the first one has its own weights, which the others share
    expect(of('encoder0')).not.toBe(of('encoder1'));
    expect(of('relu1')).not.toBe(of('gelu1'));
  });

  it('is none for what is not in the drawing, and for notes', () => {
    expect(of('nothing')).toBeNull();
    expect(shape({ ...node('relu1'), type: 'comment' })).toBeNull();
  });

  it('is one of few in a large drawing', () => {
    const nodes = document.stages[0]!.graph.nodes.map(({ id }) => node(id));
    expect(nodes).toHaveLength(500);
    expect(oneOfEach(nodes, shape).length).toBeLessThan(30);
  });
});

describe('one of each shape', () => {
  it('is the first of those that have no size', () => {
    const nodes = ['loss1', 'relu1', 'loss2', 'relu2', 'relu3'].map((id) => node(id));
    expect(oneOfEach(nodes, shapeOf).map(({ id }) => id)).toEqual(['loss1', 'relu1']);
  });

  it('is none where one has been measured; what has a size stays', () => {
    const size = { width: 184, height: 100 };
    const nodes = [node('loss1', size), node('loss2'), node('loss3', size), node('relu1')];
    expect(oneOfEach(nodes, shapeOf).map(({ id }) => id)).toEqual(['loss1', 'loss3', 'relu1']);
  });

  it('is each of those that are like nothing else', () => {
    expect(oneOfEach([node('_1'), node('_2')], shapeOf)).toHaveLength(2);
  });
});

describe('sizes of twins', () => {
  const size = { width: 184, height: 100 };

  it('go to all of the shape, with the ports, and change nothing else', () => {
    const nodes = [node('loss1', size), node('loss2'), node('relu1')];
    const [first, second, third] = sizedLikeTwins(nodes, shapeOf, () => BOUNDS);
    expect(first).toBe(nodes[0]);
    expect(second).toMatchObject({ id: 'loss2', position: nodes[1]!.position, measured: size });
    expect(second?.handles?.map(({ id, type, x }) => [id, type, x])).toEqual([
      ['a', 'target', -4],
      ['b', 'target', -4],
      ['loss', 'source', 180],
    ]);
    expect(third).toBe(nodes[2]);
  });

  it('are those of a node whose ports are known', () => {
    const nodes = [node('loss1', size), node('loss2', { width: 184, height: 120 }), node('loss3')];
    const sized = sizedLikeTwins(nodes, shapeOf, (id) => (id === 'loss2' ? BOUNDS : undefined));
    expect(sized[2]?.measured?.height).toBe(120);
  });

  it('leave the list the same where there are none', () => {
    const nodes = [node('loss1'), node('_1', size), node('_2')];
    expect(sizedLikeTwins(nodes, shapeOf, () => BOUNDS)).toBe(nodes);
  });
});
