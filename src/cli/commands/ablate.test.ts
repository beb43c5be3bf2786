import { describe, expect, test, vi } from 'vitest';
import simsiam from '../../../templates/simsiam.json' with { type: 'json' };
import { TINY, tinyTemplate } from '../testing/tiny-template.ts';
import { unlabel } from '../testing/unlabel.ts';

vi.setConfig({ testTimeout: 180_000 });

interface Pair {
  readonly seed: number;
  readonly with: { losses: number[]; verdict: string };
  readonly without: { losses: number[]; verdict: string };
  readonly parting: { differ: number | null; apart: number | null };
}

describe('ablate', () => {
  const options = ['--backend', 'cpu', '--steps', '4', ...TINY, '--set', 'predictor.outputSize=8'];
  const ablate = (...args: string[]) => unlabel('ablate', tinyTemplate(simsiam), ...args, ...options);

  test('trains pairs from the same seeds: without the stop-gradient the second loss is another', async () => {
    const { status, err, json } = await ablate('stopGradient', '--seeds', '3,4', '--json');
    expect({ status, err }).toEqual({ status: 0, err: [] });
    const pairs = json() as unknown as Pair[];
    expect(pairs.map(({ seed }) => seed)).toEqual([3, 4]);
    for (const { with: whole, without, parting } of pairs) {
      expect(whole.losses).toHaveLength(4);
      // the same batch, views and weights; stopping a gradient changes no value
      expect(without.losses[0]).toBe(whole.losses[0]);
      expect(without.losses[1]).not.toBe(whole.losses[1]);
      expect(parting).toEqual({ differ: 2, apart: null });
    }
    expect(pairs[0]!.with.losses).not.toEqual(pairs[1]!.with.losses);
  });

  test('tells people of each pair, and of all in one table', async () => {
    const { out } = await ablate('stopGradient', 'predictor', '--seeds', '3');
    expect(out[0]).toMatch(/^seed 3: losses differ from step 1, and/);
    const rows = out.slice(1).join('\n');
    expect(rows).toContain('stopGradient, predictor');
    expect(rows).toMatch(/3 +with +-?[\d.]+ +too early\n.*3 +without +-?[\d.]+ +too early/);
  });

  test('of a node that is not there trains nothing: GRAPH_UNKNOWN_NODE', async () => {
    const { status, json } = await ablate('stopgrad', '--json');
    expect(status).toBe(1);
    expect(json()).toMatchObject([
      { event: 'failed', diagnostics: [{ code: 'GRAPH_UNKNOWN_NODE', at: { node: 'stopgrad' } }] },
    ]);
  });

  test('of a node without which the drawing has faults trains nothing, and says which', async () => {
    const { status, err } = await ablate('images');
    expect(status).toBe(1);
    expect(err.join('\n')).toMatch(/[A-Z]+_[A-Z_]+/);
  });

  test('seeds are whole numbers between commas', async () => {
    expect((await ablate('stopGradient', '--seeds', '1,two')).status).toBe(2);
  });
});
