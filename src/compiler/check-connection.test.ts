import { expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { checkConnection } from './check-connection.ts';
import { drawing, SIMCLR } from './testing/drawing.ts';

const { graph } = drawing(
  { ...SIMCLR.nodes, stop: ['flow.stopGradient'], other: ['head.mlp'], ema: ['flow.ema'] },
  SIMCLR.wires,
).stages[0]!;

test.each([
  ['a fitting wire', 'encoder.embedding', 'other.embedding'],
  ['a like-kind input', 'encoder.embedding', 'stop.input'],
  ['a like-kind output whose input is open', 'stop.output', 'other.embedding'],
  ['weights of a node of the same type', 'projector.weights', 'other.weights'],
  ['weights of anything, to be followed', 'encoder.weights', 'ema.weights'],
])('takes %s', (_, from, to) => {
  expect(checkConnection(graph, registry, from, to)).toBeNull();
});

test.each([
  ['GRAPH_SELF_WIRE', 'other.embedding', 'other.embedding'],
  ['GRAPH_KIND_MISMATCH', 'images.images', 'other.embedding'],
  ['GRAPH_KIND_MISMATCH', 'encoder.weights', 'other.embedding'],
  ['GRAPH_INPUT_TAKEN', 'encoder.embedding', 'ntXent.a'],
  ['GRAPH_DUPLICATE_WIRE', 'normalize.output', 'ntXent.a'],
  ['GRAPH_TIED_ARCHITECTURE', 'encoder.weights', 'other.weights'],
  ['GRAPH_UNKNOWN_PORT', 'encoder.nothing', 'other.embedding'],
  ['GRAPH_UNKNOWN_PORT', 'encoder.embedding', 'other.nothing'],
])('refuses with %s: %s to %s', (code, from, to) => {
  const refusal = checkConnection(graph, registry, from, to);
  expect(refusal?.code).toBe(code);
  expect(refusal?.message).toMatch(/^[A-ZÀ-Ž“].*\.$/u);
});

test('a kind mismatch says what to put between', () => {
  expect(checkConnection(graph, registry, 'images.images', 'other.embedding')?.message).toContain('encoder');
});

test('refuses a wire that closes a circle, and names the way round', () => {
  const open = { ...graph, edges: graph.edges.filter(({ to }) => to !== 'projector.embedding') };
  const refusal = checkConnection(open, registry, 'normalize.output', 'projector.embedding');
  expect(refusal?.code).toBe('GRAPH_CYCLE');
  expect(refusal?.message).toContain('projector → normalize → projector');
});

test('an occupied input is taken over where replacing is asked for', () => {
  expect(checkConnection(graph, registry, 'encoder.embedding', 'ntXent.a', { replace: true })).toBeNull();
});
