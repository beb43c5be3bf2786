import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { withoutViolations } from './support/without-violations.ts';

test('a right click trains SimSiam with and without its stop-gradient, and the curves part within a minute', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const editor = new Editor(page);
  await editor.open();
  await editor.openMethod('SimSiam');
  const lab = page.getByRole('region', { name: 'Lab' });

  await test.step('the menu of a node selects it and tells what can be done', async () => {
    await editor.node('stopGradient').click({ button: 'right' });
    await expect(page.getByRole('menuitem', { name: 'Train with and without' })).toBeVisible();
    await withoutViolations(page, '[role=menu]');
  });

  await test.step('the losses part in the first minute', async () => {
    const pressed = Date.now();
    await page.getByRole('menuitem', { name: 'Train with and without' }).click();
    await expect(lab.getByText(/stay apart from step \d+ on/)).toBeVisible({ timeout: 60_000 });
    test.info().annotations.push({ type: 'parted', description: `${(Date.now() - pressed) / 1000} s` });
    // the same weights, batches and views: stopping a gradient changes no value of the first step
    await expect(lab.getByText(/differ from step 2 on/)).toBeVisible();
  });

  await test.step('without it the loss says more and the representation less', async () => {
    await expect(lab.getByRole('button', { name: /^without: dimensional collapse/ })).toBeVisible({
      timeout: 120_000,
    });
    await page.screenshot({ path: test.info().outputPath('ablation.png') });
    await withoutViolations(page, '.ablation');
    await lab.getByRole('button', { name: /^without: dimensional collapse/ }).click();
    await expect(page.getByRole('dialog')).toContainText('RankMe');
    await page.keyboard.press('Escape');
  });

  await test.step('stopped, the pair stands in the table, and another seed can be tried', async () => {
    await lab.getByRole('button', { name: 'Stop both' }).click();
    await expect(lab.getByRole('table')).toContainText('dimensional collapse');
    await lab.getByRole('button', { name: 'Another seed' }).click();
    await expect(lab.getByText(/^Seed 2 · step [1-9]/)).toBeVisible({ timeout: 30_000 });
  });

  await test.step('two seeds are drawn as their mean and how far they reach, or the last alone', async () => {
    await lab.getByRole('button', { name: 'Stop both' }).click();
    const curves = lab.getByRole('figure', { name: 'Loss' }).first();
    await expect(lab.getByRole('button', { name: 'Draw seed 2 alone' })).toBeVisible();
    await expect(curves).toContainText('mean of 2 seeds');
    await lab.getByRole('button', { name: 'Draw seed 2 alone' }).click();
    await expect(curves).not.toContainText('mean of 2 seeds');
    await lab.getByRole('button', { name: 'Draw all 2 seeds' }).click();
    await expect(curves).toContainText('mean of 2 seeds');
    await lab.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(lab).toContainText('What is a node good for?');
  });

  await test.step('of a node that cannot be missing it says why', async () => {
    await editor.node('images').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Train with and without' }).click();
    await expect(lab.getByRole('alert').first()).toBeVisible();
  });
  expect(editor.faults).toEqual([]);
});
