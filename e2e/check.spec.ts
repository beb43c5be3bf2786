import { expect, test, type Page } from '@playwright/test';

/** Emulated graphics: a minute and a half on two cores, more on a busy machine. */
test.setTimeout(400_000);

async function rows(page: Page, caption: RegExp): Promise<string[][]> {
  const table = page.getByRole('table', { name: caption });
  const lines = await table.locator('tbody tr').all();
  return Promise.all(lines.map((line) => line.locator('th, td').allInnerTexts()));
}

/** Losses of the first steps, by backend. */
const losses = new Map<string, number[]>();

test.describe.configure({ mode: 'serial' });

for (const backend of ['cpu', 'wasm', 'webgl', 'webgpu'] as const) {
  test(`${backend} computes the reference numbers, trains and holds its memory`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(`/check.html?backend=${backend}&run=1`);
    await expect(page.getByText('As text', { exact: true })).toBeVisible({ timeout: 380_000 });
    await expect(page.locator('.check-summary')).toHaveText(/^Passed: /);

    const cases = await rows(page, /^Reference cases/);
    expect(cases.length).toBeGreaterThanOrEqual(30);
    for (const [id, , error, , result] of cases) {
      expect(result, id).toBe('pass');
      expect(Number(error), id).toBeLessThanOrEqual(1e-3);
    }

    const steps = await rows(page, /^Loss/);
    expect(steps.map(([step]) => step)).toEqual(['1', '2', '3']);
    losses.set(
      backend,
      steps.map(([, loss]) => Number(loss)),
    );

    const memory = await rows(page, /^What the engine holds/);
    expect(memory.map(([step]) => step)).toEqual(['20', '200']);
    expect(Number(memory[0]![1])).toBeGreaterThan(0);
    expect(memory[1]!.slice(1)).toEqual(memory[0]!.slice(1));
    if (backend === 'webgpu') expect(Number(memory[0]![3])).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });
}

test('the first three losses agree between all backends', () => {
  const all = [...losses.values()];
  expect([...losses.keys()]).toEqual(['cpu', 'wasm', 'webgl', 'webgpu']);
  for (const i of [0, 1, 2]) {
    const step = all.map((of) => of[i]!);
    expect(Math.max(...step) - Math.min(...step)).toBeLessThanOrEqual(1e-4 * Math.min(...step));
  }
});
