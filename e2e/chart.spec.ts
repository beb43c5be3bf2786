import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

test('a chart is smoothed, drawn on a logarithmic axis, and saved as numbers and as a picture', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  const steps = page.getByRole('group', { name: 'Training' }).getByRole('textbox', { name: 'Steps' });
  await steps.fill('12');
  await steps.press('Enter');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const lab = page.getByRole('region', { name: 'Lab' });
  const loss = lab.getByRole('figure', { name: 'loss', exact: true });
  await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 60_000 });

  const choose = async (entry: string, role: 'menuitem' | 'menuitemcheckbox') => {
    await loss.hover();
    await loss.getByRole('button', { name: 'loss: view and files' }).click();
    await page.getByRole(role, { name: entry }).click();
  };
  const saved = async (entry: string): Promise<Buffer> => {
    const download = page.waitForEvent('download');
    await choose(entry, 'menuitem');
    return readFileSync(await (await download).path());
  };
  const numbers = (await saved('Save numbers as CSV')).toString();
  const rows = numbers.trimEnd().split('\n');
  expect(rows[0]).toBe('step,loss');
  expect(rows).toHaveLength(13);
  expect(rows[1]).toMatch(/^1,\d\.\d+$/);

  const plain = await saved('Save picture as PNG');
  expect(plain.subarray(1, 4).toString()).toBe('PNG');
  const lines = (await saved('Save picture as SVG')).toString();
  expect(lines).toMatch(/^<svg [^>]*role="img"/);
  expect(lines).toContain('<title>loss</title>');
  await choose('Smoothed', 'menuitemcheckbox');
  await choose('Logarithmic axis', 'menuitemcheckbox');
  const changed = await saved('Save picture as PNG');
  expect(changed.equals(plain)).toBe(false);
  await page.screenshot({ path: test.info().outputPath('chart.png') });
  // the numbers stay those that were measured
  expect((await saved('Save numbers as CSV')).toString()).toBe(numbers);

  // where the pointer is in a chart, the spectrum is that of the step
  const spectrum = lab.getByRole('figure', { name: 'spectrum' });
  await expect(spectrum).toContainText(/step 1\d/);
  await loss.locator('.u-over').hover({ position: { x: 3, y: 20 } });
  await expect(spectrum).toContainText('untrained');
  await expect(spectrum.getByRole('img')).toHaveAccessibleName(/after 0 steps/);
  await page.mouse.move(5, 5);
  await expect(spectrum).toContainText(/step 1\d/);

  const similarity = lab.getByRole('figure', { name: 'similarity' });
  await similarity.hover();
  await similarity.getByRole('button', { name: 'similarity: files' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save picture as SVG' }).click();
  const matrix = readFileSync(await (await download).path(), 'utf8');
  expect(matrix).toContain('<title>similarity</title>');
  expect(matrix).toMatch(/untrained: on .*step 1\d: on /s);
  expect(editor.faults).toEqual([]);
});
