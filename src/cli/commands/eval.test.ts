import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { temporaryFile, unlabel } from '../testing/unlabel.ts';

vi.setConfig({ testTimeout: 180_000 });

const FIXTURES = join(import.meta.dirname, '../../../nodes/__fixtures__');

describe('eval', () => {
  interface Evaluated {
    cases: {
      id: string;
      error?: string;
      outputs: Record<string, { shape: number[]; data: number[] }>;
      grads: object;
      state: object;
    }[];
  }
  const evaluate = async (path: string) =>
    (await unlabel('eval', path, '--backend', 'cpu', '--json')).json()[0] as unknown as Evaluated;

  const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.json'));

  test.each(files)('reproduces %s', async (name) => {
    const { out } = await unlabel('eval', join(FIXTURES, name), '--backend', 'cpu');
    const rows = out.slice(2).filter((line) => !line.includes('there is no node type'));
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.filter((line) => !line.endsWith('  ok'))).toEqual([]);
  });

  test('gives outputs, gradients and states of a case', async () => {
    const { cases } = await evaluate(join(FIXTURES, 'layers.json'));
    expect(cases[0]).toMatchObject({
      id: 'batchNorm-train',
      outputs: { y: { shape: [8, 5], dtype: 'float32' } },
      grads: { x: { shape: [8, 5] } },
      state: { runningMean: { shape: [5] }, runningVariance: { shape: [5] } },
    });
  });

  test('a case that cannot be computed has an error, and the others their values', async () => {
    const one = { shape: [1, 2], dtype: 'float32', data: [3, 4] };
    const path = temporaryFile(
      'mixed.json',
      JSON.stringify({
        format: 'unlabel-fixtures/1',
        cases: [
          { id: 'unknown', node: 'loss.unheardOf' },
          { id: 'short', node: 'math.l2Normalize', inputs: { input: { ...one, data: [3] } } },
          { id: 'bare', node: 'math.l2Normalize' },
          { id: 'bad', node: 'loss.ntXent', params: { temperature: -1 }, inputs: { a: one } },
          {
            id: 'probe',
            node: 'probe.knn',
            inputs: { query: one, bank: one },
            params: { k: 1, temperature: 1, classes: 2 },
          },
          { id: 'schedule', node: 'schedule.cosine', params: { steps: 2.5 } },
          { id: 'optimiser', node: 'optim.sgd', inputs: { parameter: one } },
          { id: 'good', node: 'math.l2Normalize', inputs: { input: one } },
        ],
      }),
    );
    const { cases } = await evaluate(path);
    for (const { id, error } of cases.slice(0, -1)) expect(error, id).toMatch(/\S.*\.$/);
    expect(cases.at(-1)?.outputs['output']?.data[0]).toBeCloseTo(0.6, 6);
  });

  test.each([
    ['no JSON', 'nothing'],
    ['another format', '{"format": "x", "cases": []}'],
  ])('RUN_BAD_FIXTURE: a file of %s', async (_, text) => {
    const { status, json } = await unlabel('eval', temporaryFile('bad.json', text), '--json');
    expect(status).toBe(1);
    expect(json()).toMatchObject([{ cases: [], diagnostics: [{ code: 'RUN_BAD_FIXTURE' }] }]);
  });
});
