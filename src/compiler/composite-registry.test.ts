import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import type { Composite, Composites, Graph } from '../document/schema.ts';
import { paramFields } from '../spec/param.ts';
import { checkConnection } from './check-connection.ts';
import { withComposites } from './composite-registry.ts';
import { outputKind } from './kinds.ts';
import { resolve } from './resolve.ts';

const node = (id: string, type: string, params = {}) => ({ id, type, params });
const composite = (parts: Partial<Composite>): Composite => ({
  title: '',
  summary: '',
  graph: { nodes: [], edges: [] },
  inputs: [],
  outputs: [],
  params: [],
  positions: {},
  ...parts,
});

const composites: Composites = {
  tower: composite({
    title: 'Tower',
    graph: {
      nodes: [
        node('encoder', 'encoder.convnet', { widths: [4, 8] }),
        node('head', 'head.mlp', { outputSize: 16 }),
        node('other', 'head.mlp'),
      ],
      edges: [{ from: 'encoder.embedding', to: 'head.embedding' }],
    },
    inputs: [
      { name: 'images', label: 'pictures', to: ['encoder.images'] },
      { name: 'embedding', label: 'embedding', to: ['other.embedding'] },
      { name: 'again', label: 'again', to: ['head.embedding'] },
      { name: 'weights2', label: 'encoder weights', to: ['encoder.weights'] },
      { name: 'nothing', label: 'nothing', to: ['encoder.images', 'head.embedding'] },
    ],
    outputs: [
      { name: 'embedding', label: 'embedding', from: 'head.embedding' },
      { name: 'weights2', label: 'encoder weights', from: 'encoder.weights' },
    ],
    params: [{ name: 'size', label: 'Size of the output', node: 'head', param: 'outputSize' }],
  }),
  stop: composite({
    title: 'Stop',
    summary: 'Two stops.',
    graph: {
      nodes: [node('a', 'flow.stopGradient'), node('b', 'flow.stopGradient'), node('c', 'flow.stopGradient')],
      edges: [{ from: 'a.output', to: 'b.input' }],
    },
    inputs: [
      { name: 'x', label: 'x', to: ['a.input'] },
      { name: 'z', label: 'z', to: ['c.input'] },
    ],
    outputs: [
      { name: 'y', label: 'y', from: 'b.output' },
      { name: 'w', label: 'w', from: 'c.output' },
    ],
  }),
  loop: composite({ graph: { nodes: [node('l', 'composite.loop')], edges: [] } }),
};

const extended = withComposites(registry, composites);
const port = (type: string, name: string) => {
  const spec = extended.find(type)!;
  const { inputs, outputs } = spec.ports(spec.params.parse({}));
  return { input: inputs.find((p) => p.name === name), output: outputs.find((p) => p.name === name) };
};

describe('a composite node in the editor', () => {
  test('has the ports of its insides under their labels', () => {
    expect(port('composite.tower', 'images').input?.label).toBe('pictures');
    expect(port('composite.tower', 'images').input?.kinds).toContain('images');
    expect(port('composite.tower', 'images').input?.optional).toBeUndefined();
    expect(port('composite.tower', 'again').input?.optional).toBe(true);
    expect(port('composite.tower', 'weights2').input).toMatchObject({ kinds: ['weights'], optional: true });
    expect(port('composite.tower', 'nothing').input?.kinds).toEqual([]);
    expect(port('composite.tower', 'embedding').output?.kind).toBe('embedding');
    expect(port('composite.tower', 'weights2').output?.kind).toBe('weights');
  });

  test('shows params of inner nodes, with the values inside as defaults', () => {
    const [size, ...others] = paramFields(extended.find('composite.tower')!.params);
    expect(others).toEqual([]);
    expect(size).toMatchObject({ name: 'size', label: 'Size of the output', type: 'integer', initial: 16 });
  });

  test('is titled and summed up; one that contains itself ends where it would begin again', () => {
    expect(extended.find('composite.tower')).toMatchObject({
      label: 'Tower',
      summary: 'Made of ConvNet, MLP head, MLP head.',
    });
    expect(extended.find('composite.stop')?.summary).toBe('Two stops.');
    expect(extended.find('composite.loop')?.summary).toBe('Made of nothing yet.');
    expect(extended.find('composite.none')).toBeUndefined();
    expect(extended.specs.slice(registry.specs.length).map(({ id }) => id)).toEqual([
      'composite.tower',
      'composite.stop',
      'composite.loop',
    ]);
  });

  test('hands the kind of an input on where its insides do', () => {
    const graph: Graph = {
      nodes: [node('images', 'data.images'), node('stop', 'composite.stop')],
      edges: [{ from: 'images.images', to: 'stop.x' }],
    };
    const resolved = resolve(graph, extended).graph;
    expect(outputKind(resolved, 'stop', 'y')).toBe('images');
    expect(outputKind(resolved, 'stop', 'w')).toBeUndefined();
  });
});

describe('wires to and from composite nodes', () => {
  const graph: Graph = {
    nodes: [
      node('images', 'data.images'),
      node('augment', 'augment.pipeline'),
      node('tower', 'composite.tower'),
      node('second', 'composite.tower'),
      node('head', 'head.mlp'),
      node('resnet', 'encoder.resnet'),
      node('ema', 'flow.ema'),
    ],
    edges: [{ from: 'images.images', to: 'tower.images' }],
  };
  const check = (from: string, to: string) => checkConnection(graph, registry, from, to, { composites });

  test.each([
    ['images.images', 'second.images'],
    ['tower.embedding', 'head.embedding'],
    ['tower.weights2', 'second.weights2'],
    ['tower.weights2', 'ema.weights'],
    // what its other head gives does not depend on this input
    ['tower.embedding', 'tower.embedding'],
  ])('%s to %s is drawn', (from, to) => {
    expect(check(from, to)).toBeNull();
  });

  test.each([
    ['GRAPH_KIND_MISMATCH', 'images.images', 'tower.embedding'],
    ['GRAPH_INPUT_TAKEN', 'augment.images', 'tower.images'],
    ['GRAPH_UNKNOWN_PORT', 'tower.nowhere', 'head.embedding'],
    ['GRAPH_TIED_ARCHITECTURE', 'resnet.weights', 'tower.weights2'],
    ['GRAPH_CYCLE', 'tower.embedding', 'tower.again'],
  ])('%s: %s to %s', (code, from, to) => {
    const refusal = check(from, to);
    expect(refusal?.code).toBe(code);
    expect(refusal?.at.node).toBe(to.split('.')[0]);
  });
});
