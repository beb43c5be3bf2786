import { expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { findTemplate } from '../../../templates/index.ts';
import { parseDocument } from '../../document/parse.ts';
import { initialPreset } from '../store/content.ts';
import { compareDrawings } from './comparison.ts';
import { morph } from './morph.ts';

const contentOf = (id: string) => {
  const parsed = parseDocument(JSON.stringify(findTemplate(id)!.document));
  if (!parsed.ok) throw new Error(`${id} is no document`);
  const document = parsed.value;
  return { document, preset: initialPreset(document) };
};
const byol = compareDrawings(contentOf('simsiam'), contentOf('byol'), registry)!;

test('what BYOL has and SimSiam has not is marked on its side alone', () => {
  const added = [...byol.after.marks].filter(([, mark]) => mark === 'added').map(([id]) => id);
  const types = byol.after.content.document.stages[0]!.graph.nodes.filter(({ id }) => added.includes(id)).map(
    ({ type }) => type,
  );
  expect(types).toContain('flow.ema');
  expect([...byol.before.marks.values()]).not.toContain('added');
  expect(byol.lines.some(({ kind, text }) => kind === 'added' && text.includes('EMA'))).toBe(true);
});

test('every line leads to nodes that are there', () => {
  for (const { before, after } of byol.lines) {
    expect(before === null || byol.before.places.has(before)).toBe(true);
    expect(after === null || byol.after.places.has(after)).toBe(true);
    expect(before ?? after).not.toBeNull();
  }
});

test('a drawing that was only moved stands on its like, and nothing is marked', () => {
  const content = contentOf('simsiam');
  const { positions } = content.document.view;
  const moved = Object.fromEntries(
    Object.entries(positions).map(([id, { x, y }]) => [id, { x: x + 700, y: y - 90 }]),
  );
  const view = { ...content.document.view, positions: moved };
  const same = compareDrawings(content, { ...content, document: { ...content.document, view } }, registry)!;
  expect(same.lines).toEqual([]);
  expect(same.after.marks.size).toBe(0);
  expect(Object.fromEntries(same.after.places)).toEqual(Object.fromEntries(same.before.places));
});

test('a morph begins as the first drawing and ends as the second', () => {
  const [start, end] = [morph(byol, 0), morph(byol, 1)];
  expect(start.side).toBe('before');
  expect(end.side).toBe('after');
  for (const [{ nodes }, side] of [
    [start, byol.before],
    [end, byol.after],
  ] as const) {
    expect(new Map(nodes.map(({ id, x, y }) => [id, { x, y }]))).toEqual(side.places);
    expect(nodes.every(({ opacity }) => opacity === 1)).toBe(true);
  }
});

test('half-way matched nodes have come half of their way, and the others are gone', () => {
  const { nodes } = morph(byol, 0.5);
  const partner = new Map([...byol.matched].map(([from, to]) => [to, from]));
  for (const { id, x, opacity } of nodes) {
    const from = byol.before.places.get(partner.get(id) ?? '');
    expect(opacity).toBe(from ? 1 : 0);
    if (from) expect(x).toBeCloseTo((from.x + byol.after.places.get(id)!.x) / 2, 9);
  }
  // nothing jumps where the cards of the one give way to those of the other
  const just = new Map(morph(byol, 0.4999).nodes.map((node) => [node.id, node]));
  for (const [from, to] of byol.matched) {
    expect(Math.abs(just.get(from)!.x - nodes.find(({ id }) => id === to)!.x)).toBeLessThan(1);
  }
});
