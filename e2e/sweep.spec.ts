import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { SMALL_DRAWING } from './support/small-drawing.ts';
import { withoutViolations } from './support/without-violations.ts';

const DRAWING = JSON.stringify({
  ...SMALL_DRAWING,
  stages: SMALL_DRAWING.stages.map((stage) => ({ ...stage, run: { steps: 12, seed: 3 } })),
});

test('a parameter is swept: every value from every seed, side by side, and kept among the runs', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.openFile('small.unlabel.json', DRAWING);
  await editor.node('ntXent').click();
  await page.getByRole('button', { name: 'Sweep Temperature' }).click();
  const form = page.getByRole('region', { name: 'Sweep' });
  await expect(form.getByRole('combobox', { name: 'Parameter' })).toContainText('Temperature');
  const values = form.getByRole('textbox', { name: 'Values' });
  await values.fill('0.1, -2');
  await expect(form).toContainText('“-2” cannot be taken');
  await expect(form.getByRole('button', { name: 'Sweep' })).toBeDisabled();
  await values.fill('log(0.1, 1, 3)');
  await form.getByRole('textbox', { name: 'Seeds' }).fill('1, 2');
  await form.getByRole('button', { name: 'Sweep: 6 runs' }).click();

  await expect(page.getByText('6 of 6 runs have ended')).toBeVisible({ timeout: 90_000 });
  for (const value of ['0.1', '0.316228', '1']) {
    await expect(page.getByRole('figure', { name: value, exact: true })).toContainText('mean of 2 seeds');
    await expect(form.getByRole('rowheader', { name: value, exact: true })).toBeVisible();
  }
  await withoutViolations(page, '.lab');
  await page.screenshot({ path: test.info().outputPath('sweep.png') });

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all charts' }).click();
  await page.getByRole('menuitem', { name: 'Save numbers as CSV' }).click();
  const table = readFileSync(await (await saved).path(), 'utf8');
  expect(table).toMatch(/^step,0\.1: mean,"0\.1: mean, least",.*"1: mean, seed 2"\n1,/);

  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(page.getByRole('row', { name: /= 0\.316228/ })).toHaveCount(2);
  expect(editor.faults).toEqual([]);
});
