import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { compile } from '../compiler/compile.ts';
import { drawing } from '../compiler/testing/drawing.ts';
import { NOVEL_DRAWINGS } from './testing/novel-drawings.ts';
import { temporaryFile, unlabel } from './testing/unlabel.ts';

const STEPS = 20;

describe.each(NOVEL_DRAWINGS)('$title', ({ nodes, wires, flow, weights }) => {
  const document = drawing(nodes, wires, STEPS);
  const { diagnostics, gradient, program } = compile(document, registry);

  test('compiles without a word', () => {
    expect(diagnostics).toEqual([]);
  });

  test('has the gradient flow one expects', () => {
    for (const [wire, expected] of Object.entries(flow)) {
      expect([wire, gradient.edges.get(wire.replace(' > ', '->'))]).toEqual([wire, expected]);
    }
    expect(Object.fromEntries(gradient.weights)).toMatchObject(weights);
    // a follower is in no optimiser's list: its gradient is not small but absent
    const followers = program!.weights.filter(({ role }) => role !== 'trained').map(({ id }) => id);
    expect(program!.gradients.filter(({ weight }) => followers.includes(weight))).toEqual([]);
  });

  test(`trains ${STEPS} steps with finite loss`, { timeout: 120_000 }, async () => {
    const file = temporaryFile('novel.json', JSON.stringify(document));
    const { status, json } = await unlabel('train', file, '--backend', 'wasm', '--json');
    const losses = json().flatMap(({ event, loss }) => (event === 'step' ? [loss as number] : []));
    expect(status).toBe(0);
    expect(losses).toHaveLength(STEPS);
    expect(losses.every(Number.isFinite)).toBe(true);
  });
});
