import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import type { Graph } from '../../document/schema.ts';
import { fittingTypes } from './fitting-types.ts';
import { portUsage } from './port-usage.ts';
import type { PortEnd } from './port-end.ts';
import { rankTypes } from './rank-types.ts';
import { simsiam, testDrawing } from './test-drawing.ts';

const SIMSIAM = simsiam(registry);

const graphs = templates.map(({ document }) => (document as { stages: { graph: Graph }[] }).stages[0]!.graph);
const fits = (context: typeof SIMSIAM, end: PortEnd) => fittingTypes(context, registry.specs, end);
const ranked = (context: typeof SIMSIAM, end: PortEnd) =>
  rankTypes(fits(context, end), portUsage(graphs), {
    ...end,
    type: context.drawing.node(end.node)!.type,
  }).map(({ spec }) => spec.id);

describe('fittingTypes', () => {
  it('names the first port that takes the wire, needed ones before optional ones', () => {
    const found = fits(SIMSIAM, { node: 'encoder', port: 'embedding', side: 'output' });
    const ports = new Map(found.map(({ spec, port }) => [spec.id, port]));
    expect(ports.get('loss.negativeCosine')).toBe('prediction');
    expect(ports.get('head.mlp')).toBe('embedding');
    expect(ports.has('encoder.convnet')).toBe(false);
    expect(ports.has('optim.adamw')).toBe(false);
  });

  it('takes an output that is like an input where it can be of the kind', () => {
    const found = fits(SIMSIAM, { node: 'loss', port: 'target', side: 'input' }).map(({ spec }) => spec.id);
    expect(found).toContain('flow.stopGradient');
    expect(found).not.toContain('data.images');
  });

  it('has an input give up its wire', () => {
    const [fit] = fits(SIMSIAM, { node: 'loss', port: 'target', side: 'input' });
    expect(fit!.replaced).toEqual(['stop.output->loss.target']);
    expect(fits(SIMSIAM, { node: 'stop', port: 'output', side: 'output' })[0]!.replaced).toEqual([]);
  });

  it('offers weights to nodes of the same type and what follows weights', () => {
    const context = testDrawing(registry, { a: 'encoder.convnet' });
    const found = fits(context, { node: 'a', port: 'weights', side: 'output' }).map(({ spec }) => spec.id);
    expect([...found].sort()).toEqual(['encoder.convnet', 'flow.ema', 'flow.freeze', 'flow.snapshot']);
  });

  it('leaves out what only fixtures use', () => {
    const hidden = fits(SIMSIAM, { node: 'encoder', port: 'embedding', side: 'output' }).filter(
      ({ spec }) => spec.hidden,
    );
    expect(hidden).toEqual([]);
  });
});

describe('rankTypes', () => {
  it('puts first what the methods have after such a port', () => {
    const [first] = ranked(SIMSIAM, { node: 'images', port: 'images', side: 'output' });
    expect(first).toBe('augment.pipeline');
    expect(ranked(SIMSIAM, { node: 'encoder', port: 'embedding', side: 'output' })[0]).toBe('head.mlp');
    expect(ranked(SIMSIAM, { node: 'loss', port: 'target', side: 'input' })[0]).toBe('flow.stopGradient');
  });

  it('puts what no method has there last, by label', () => {
    const usage = { score: () => 0, drawings: () => 0 };
    const all = fits(SIMSIAM, { node: 'encoder', port: 'embedding', side: 'output' });
    const labels = rankTypes(all, usage, { type: 'encoder.convnet', port: 'embedding', side: 'output' }).map(
      ({ spec }) => spec.label,
    );
    expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b, 'en')));
    expect(labels.length).toBeGreaterThan(5);
  });
});

describe('portUsage', () => {
  it('counts the same port before other ports of the type', () => {
    const usage = portUsage([
      {
        nodes: [
          { id: 'a', type: 'x.one', params: {} },
          { id: 'b', type: 'x.two', params: {} },
          { id: 'c', type: 'x.three', params: {} },
        ],
        edges: [
          { from: 'a.left', to: 'b.in' },
          { from: 'a.right', to: 'c.in' },
          { from: 'a.right', to: 'c.other' },
        ],
      },
    ]);
    expect(usage.score('x.one', 'left', 'output', 'x.two')).toBeGreaterThan(
      usage.score('x.one', 'left', 'output', 'x.three'),
    );
    expect(usage.score('x.one', 'left', 'output', 'x.three')).toBeGreaterThan(0);
    expect(usage.score('x.three', 'in', 'input', 'x.one')).toBeGreaterThan(0);
    expect(usage.drawings('x.one')).toBe(1);
    expect(usage.drawings('x.four')).toBe(0);
  });
});
