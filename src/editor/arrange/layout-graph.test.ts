import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import { resolve } from '../../compiler/resolve.ts';
import { parseDocument } from '../../document/parse.ts';
import { splitEndpoint, type Graph } from '../../document/schema.ts';
import type { MeasuredNode } from '../canvas/canvas-view.ts';
import { layoutTask } from './layout-graph.ts';

/** Cards as the canvas draws them: signals at the sides, weights above and below. */
function measure(graph: Graph): Map<string, MeasuredNode> {
  const { nodes } = resolve(graph, registry).graph;
  return new Map(
    [...nodes.values()].map(({ id, inputs, outputs }, i) => {
      const side = (name: string, signal: 'left' | 'right', weights: 'top' | 'bottom') =>
        name === 'weights' ? weights : signal;
      const ports = [
        ...inputs.map(({ name }, k) => ({ name, side: side(name, 'left', 'top'), x: 0, y: 40 + 19 * k })),
        ...outputs.map(({ name }, k) => ({
          name,
          side: side(name, 'right', 'bottom'),
          x: 184,
          y: 40 + 19 * k,
        })),
      ];
      return [id, { x: 10 * i, y: 7 * ((i * 5) % 11), width: 184, height: 90 + 13 * (i % 7), ports }];
    }),
  );
}

async function laidOut(graph: Graph, nodes = measure(graph)) {
  const { question, read } = layoutTask(graph, nodes);
  const places = read(await new ELK().layout(question));
  return new Map([...nodes].map(([id, node]) => [id, { ...node, ...places[id]! }]));
}

const graphs = templates.map(({ id, document }) => {
  const parsed = parseDocument(JSON.stringify(document));
  if (!parsed.ok) throw new Error(`the template ${id} is not valid`);
  return [id, parsed.value.stages[0]!.graph] as const;
});

describe.each(graphs)('%s laid out', (_, graph) => {
  it('runs from left to right, and no card covers another', async () => {
    const cards = await laidOut(graph);
    expect(cards.size).toBe(graph.nodes.length);
    for (const { from, to } of graph.edges.filter(({ from: end }) => !end.endsWith('.weights'))) {
      const [a, b] = [cards.get(splitEndpoint(from).node)!, cards.get(splitEndpoint(to).node)!];
      expect(a.x + a.width, `${from} stands left of ${to}`).toBeLessThan(b.x);
    }
    const list = [...cards];
    for (const [i, [id, a]] of list.entries()) {
      for (const [other, b] of list.slice(i + 1)) {
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${id} and ${other} stand apart`).toBe(true);
      }
    }
  });
});

it('a follower of weights stands under the node it follows', async () => {
  const [, byol] = graphs.find(([id]) => id === 'byol')!;
  const cards = await laidOut(byol);
  const [encoder, ema] = [cards.get('encoder')!, cards.get('ema')!];
  expect(ema.x).toBe(encoder.x);
  // each is put on the grid by itself
  expect(Math.abs(ema.y - (encoder.y + encoder.height + 30))).toBeLessThanOrEqual(10);
});

it('some nodes are laid out among themselves and stay in the middle of where they were', async () => {
  const [, simclr] = graphs[0]!;
  const some = new Map([...measure(simclr)].filter(([id]) => ['encoder', 'projector'].includes(id)));
  const cards = await laidOut(simclr, some);
  expect([...cards.keys()].sort()).toEqual(['encoder', 'projector']);
  const middle = (nodes: Iterable<MeasuredNode>) => {
    const list = [...nodes];
    return (Math.min(...list.map(({ x }) => x)) + Math.max(...list.map(({ x, width }) => x + width))) / 2;
  };
  expect(Math.abs(middle(cards.values()) - middle(some.values()))).toBeLessThanOrEqual(10);
});
