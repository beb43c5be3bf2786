import { expect, test } from 'vitest';
import type { Graph } from '../../document/schema.ts';
import { outlineMove, outlineRows } from './outline-rows.ts';

const graph = {
  nodes: ['images', 'encoder', 'loss'].map((id) => ({ id, type: `data.${id}`, params: {} })),
  edges: [
    { from: 'images.images', to: 'encoder.images' },
    { from: 'encoder.embedding', to: 'loss.a' },
  ],
} as unknown as Graph;
const none = () => [];
const keys = (open: string[], problems: (node: string) => readonly string[] = none) =>
  outlineRows(graph, new Set(open), problems).map(({ key }) => key);

test('closed, there is a row for each node; open, its problems, inputs and outputs follow it', () => {
  expect(keys([])).toEqual(['images/node/', 'encoder/node/', 'loss/node/']);
  const rows = outlineRows(graph, new Set(['encoder']), (node) => (node === 'encoder' ? ['too small'] : []));
  expect(rows.map(({ node, kind, text, leadsTo }) => [node, kind, text, leadsTo])).toEqual([
    ['images', 'node', 'images', 'images'],
    ['encoder', 'node', 'encoder', 'encoder'],
    ['encoder', 'problem', 'too small', 'encoder'],
    ['encoder', 'input', 'images from images images', 'images'],
    ['encoder', 'output', 'embedding to loss a', 'loss'],
    ['loss', 'node', 'loss', 'loss'],
  ]);
});

test.each([
  ['images/node/', 'ArrowDown', { to: 'encoder/node/' }],
  ['images/node/', 'ArrowUp', null],
  ['images/node/', 'ArrowRight', { open: 'images' }],
  ['images/node/', 'ArrowLeft', null],
  ['images/node/', 'End', { to: 'loss/node/' }],
  ['loss/node/', 'Home', { to: 'images/node/' }],
  ['loss/node/', 'ArrowDown', null],
  ['encoder/node/', 'ArrowRight', { to: 'encoder/input/images<images.images' }],
  ['encoder/node/', 'ArrowLeft', { close: 'encoder' }],
  ['encoder/output/embedding>loss.a', 'ArrowLeft', { to: 'encoder/node/' }],
  ['encoder/output/embedding>loss.a', 'ArrowRight', null],
  ['encoder/node/', 'a', null],
  ['gone', 'ArrowDown', null],
])('with the encoder open, at %s %s does %o', (at, key, expected) => {
  const open = new Set(['encoder']);
  expect(outlineMove(outlineRows(graph, open, none), open, at, key)).toEqual(expected);
});
