import { expect, test, type Page } from '@playwright/test';
import { Editor } from './support/editor.ts';

/** Losses of the check's first steps as the report has them: nine digits, which tell any two float32 numbers apart. */
async function check(page: Page, threads: number): Promise<{ device: string; losses: string[] }> {
  await page.goto(`/check.html?backend=wasm&threads=${threads}&run=1`);
  await expect(page.getByText('As text', { exact: true })).toBeVisible({ timeout: 150_000 });
  await expect(page.locator('.check-summary')).toHaveText(/^Passed: /);
  const table = page.getByRole('table', { name: /^Loss/ });
  const losses: string[] = [];
  for (const line of await table.locator('tbody tr').all())
    losses.push((await line.locator('th, td').allInnerTexts())[1]!);
  return { device: await page.locator('main').innerText(), losses };
}

test('two threads pass the check with exactly the losses of one', async ({ page }) => {
  test.setTimeout(400_000);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  const [two, one] = [await check(page, 2), await check(page, 1)];
  expect(two.device).toContain('WebAssembly SIMD, 2 threads');
  expect(one.device).toContain('WebAssembly SIMD, 1 thread');
  expect(one.device).not.toContain('2 threads');
  expect(two.losses).toHaveLength(3);
  expect(two.losses).toEqual(one.losses);
  expect(faults).toEqual([]);
});

test('Train uses two threads where it may, says so, and shows the losses of one', async ({ page }) => {
  test.setTimeout(400_000);
  const editor = new Editor(page);
  const train = async (threads: number): Promise<string> => {
    await editor.goto(`/?threads=${threads}`);
    await expect(editor.node('encoder')).toBeVisible();
    await expect(editor.button('Train')).toBeEnabled();
    await editor.setSteps(4);
    await editor.button('Train').click();
    await editor.untilStep(4);
    await expect(editor.button('Stop')).toBeDisabled({ timeout: 120_000 });
    return editor.reading('loss').locator('.reading-value').innerText();
  };
  const two = await train(2);
  await expect(page.getByRole('button', { name: 'Backend: auto, WASM, 2 threads' })).toBeVisible();
  const one = await train(1);
  await expect(page.getByRole('button', { name: 'Backend: auto, WASM', exact: true })).toBeVisible();
  expect(Number(two)).toBeGreaterThan(0);
  expect(two).toBe(one);
  expect(editor.faults).toEqual([]);
});
