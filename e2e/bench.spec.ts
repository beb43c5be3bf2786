import { expect, test, type Page } from '@playwright/test';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

async function shownRows(page: Page): Promise<string[][]> {
  const table = page.getByRole('table', { name: /^One training step/ });
  const lines = await table.locator('tr').all();
  return Promise.all(lines.map((line) => line.locator('th, td').allInnerTexts()));
}

/** Median and quartiles, as `12.3 (11.9–12.8)`. */
const numbersIn = (cell: string): number[] => cell.match(/[\d.]+/g)?.map(Number) ?? [];

test('measures workload A and a template on wasm, and copies what it shows', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  await page.goto('/bench.html?backends=wasm&tasks=A,simsiam&rounds=2&steps=1');
  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
  await expect(page.getByText('As text', { exact: true })).toBeVisible({ timeout: 170_000 });

  const [head, ...rows] = await shownRows(page);
  expect(head).toEqual([
    'task',
    'backend',
    'who',
    'ms a step',
    'GFLOP/s',
    '× Unlabel',
    'dispatches',
    'new buffers',
  ]);
  const who = ['Unlabel', 'tfjs by hand on Unlabel’s kernels', 'tfjs by hand, both gradients composed'];
  expect(rows.map((cells) => cells.slice(0, 3))).toEqual(
    ['A', 'simsiam'].flatMap((task) => who.map((name) => [task, 'WASM', name])),
  );
  for (const [task, , name, milliseconds, rate, ratio] of rows) {
    const found = numbersIn(milliseconds!);
    if (name !== 'Unlabel') found.push(...numbersIn(ratio!));
    if (task === 'A') found.push(...numbersIn(rate!));
    expect(found.length).toBe(3 + (name === 'Unlabel' ? 0 : 3) + (task === 'A' ? 1 : 0));
    for (const value of found) {
      expect(Number.isFinite(value)).toBe(true);
      expect(value).toBeGreaterThan(0);
    }
  }

  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(page.getByRole('status')).toHaveText('Copied.');
  const lines = (await copied(page)).split('\n').filter((line) => line.startsWith('|'));
  const cells = lines.map((line) => line.slice(2, -2).split(' | '));
  expect([cells[0], ...cells.slice(2)]).toEqual([head, ...rows]);

  await page.getByRole('button', { name: 'Copy as JSON' }).click();
  const figures = JSON.parse(await copied(page)) as {
    machine: { cores: number; browser: string };
    rows: { who: string; milliseconds: { median: number; count: number }; samples: number[] }[];
  };
  expect(figures.rows.map((row) => row.who)).toEqual([...who, ...who]);
  for (const { samples, milliseconds } of figures.rows) {
    expect(samples).toHaveLength(2);
    expect(milliseconds.count).toBe(2);
    expect(milliseconds.median).toBeCloseTo((samples[0]! + samples[1]!) / 2, 6);
  }
  expect(figures.machine.browser).toMatch(/^\S+ \d+/);
  expect(faults).toEqual([]);
});

test('a backend that cannot start has rows that say why, and the others go on', async ({ page }) => {
  await page.addInitScript(() => {
    // in the page only: its workers still find the device, and so does the list of backends
    const create = window.Worker;
    let count = 0;
    window.Worker = class extends create {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        // the first one looks for backends, the second is the first rival
        if (++count === 2)
          setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
      }
    };
  });
  await page.goto('/bench.html?backends=wasm&tasks=A&rounds=1&steps=1&run=1');
  await expect(page.getByText('As text', { exact: true })).toBeVisible({ timeout: 170_000 });
  const [, first, second] = await shownRows(page);
  expect(first).toEqual(['A', 'WASM', 'Unlabel', 'no figures: out of memory']);
  expect(numbersIn(second![3]!)[0]).toBeGreaterThan(0);
  // nothing to be compared with
  expect(second![5]).toBe('–');
});

test('can be stopped, and begun again', async ({ page }) => {
  await page.goto('/bench.html?backends=wasm&tasks=A,B&rounds=50&run=1');
  await expect(page.getByRole('table', { name: /^One training step/ })).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Measure' })).toBeEnabled();
  await expect(page.getByRole('table', { name: /stopped early$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Measure' })).toBeEnabled();
});

test('the editor’s backend menu leads here', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Backend/ }).click();
  await expect(page.getByRole('link', { name: /^Measure how fast/ })).toHaveAttribute('href', './bench.html');
});
