import { describe, expect, test, vi } from 'vitest';
import simclr from '../../../templates/simclr.json' with { type: 'json' };
import { TINY, tinyTemplate } from '../testing/tiny-template.ts';
import { unlabel } from '../testing/unlabel.ts';

vi.setConfig({ testTimeout: 180_000 });

describe('sweep', () => {
  const options = ['--backend', 'cpu', '--steps', '3', ...TINY];
  const sweep = (...args: string[]) => unlabel('sweep', tinyTemplate(simclr), ...args, ...options);

  test('trains every combination from every seed, all else the same', async () => {
    const over = ['--over', 'ntXent.temperature=0.1,1', '--over', 'optimiser.learningRate=log(0.001,0.01,2)'];
    const { status, json } = await sweep(...over, '--seeds', '1,2', '--json');
    expect(status).toBe(0);
    const runs = json();
    expect(runs.map(({ settings, seed }) => [settings, seed])).toEqual(
      ['0.1', '1'].flatMap((temperature) =>
        ['0.001', '0.01'].flatMap((rate) =>
          [1, 2].map((seed) => [
            [`ntXent.temperature=${temperature}`, `optimiser.learningRate=${rate}`],
            seed,
          ]),
        ),
      ),
    );
    const first = runs.map(({ losses }) => (losses as number[])[0]);
    // the rate changes nothing before the first update, temperature and seed do
    expect(first[0]).toBe(first[2]);
    expect(new Set(first).size).toBe(4);
  });

  test('ends with one table for people', async () => {
    const { out } = await sweep('--over', 'ntXent.temperature=0.1,1');
    expect(out.join('\n')).toMatch(/ntXent\.temperature +seed +loss +verdict/);
    expect(out.at(-1)).toMatch(/^ +1 +1 +[\d.]+ +too early$/);
  });

  test('trains nothing where one of the combinations has faults, and says which', async () => {
    const { status, json } = await sweep('--over', 'images.batchSize=4,1', '--json');
    expect(status).toBe(1);
    expect(json()).toMatchObject([
      {
        event: 'failed',
        settings: ['images.batchSize=1'],
        diagnostics: [{ code: 'SHAPE_BATCH_OF_ONE' }, {}],
      },
    ]);
  });

  test('asks what is swept', async () => {
    expect((await sweep()).status).toBe(2);
    expect((await sweep('--over', 'temperature')).status).toBe(2);
  });
});
