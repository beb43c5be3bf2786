import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { checkConnection } from '../../compiler/check-connection.ts';
import type { Graph } from '../../document/schema.ts';
import { graphOf, type Content } from '../store/content.ts';
import { createDrawingView } from '../store/drawing.ts';
import { smallDocument } from '../store/small-document.ts';
import { planConnection } from './connection.ts';

const content: Content = { document: smallDocument(), preset: null };
const drawing = createDrawingView(registry)(content);
const check = (graph: Graph, from: string, to: string) =>
  checkConnection(graph, registry, from, to, { replace: true });
const plan = (source: string, sourceHandle: string, target: string, targetHandle: string, moved?: string) =>
  planConnection(graphOf(content), drawing, check, { source, sourceHandle, target, targetHandle }, moved);

describe('planConnection', () => {
  it('draws a wire to a free input', () => {
    expect(plan('encoder', 'embedding', 'loss', 'a')).toEqual({
      ok: true,
      wire: { from: 'encoder.embedding', to: 'loss.a' },
      replaced: [],
    });
  });

  it('says why ports of different kinds cannot be joined', () => {
    const planned = plan('images', 'images', 'loss', 'a');
    expect(!planned.ok && planned.reason.code).toBe('GRAPH_KIND_MISMATCH');
  });

  it('takes the place of the wire on an input that takes one', () => {
    const twice = { ...content.document, stages: [...content.document.stages] };
    const [stage] = twice.stages;
    const graph = { ...stage!.graph, edges: [{ from: 'encoder.embedding', to: 'loss.a' }] };
    const ends = { source: 'encoder', sourceHandle: 'embedding', target: 'loss', targetHandle: 'b' };
    const free = planConnection(graph, drawing, check, ends);
    expect(free.ok && free.replaced).toEqual([]);
    const other = {
      nodes: [...graph.nodes, { id: 'mlp', type: 'head.mlp', params: {} }],
      edges: graph.edges,
    };
    const seen = createDrawingView(registry)({
      document: { ...twice, stages: [{ ...stage!, graph: other }] },
      preset: null,
    });
    const planned = planConnection(other, seen, check, {
      source: 'mlp',
      sourceHandle: 'embedding',
      target: 'loss',
      targetHandle: 'a',
    });
    expect(planned.ok && planned.replaced).toEqual(['encoder.embedding->loss.a']);
  });

  it('refuses the same wire twice, but lets a wire be put back where it was', () => {
    const id = 'images.images->encoder.images';
    const again = plan('images', 'images', 'encoder', 'images');
    expect(!again.ok && again.reason.code).toBe('GRAPH_DUPLICATE_WIRE');
    expect(plan('images', 'images', 'encoder', 'images', id).ok).toBe(true);
  });
});
