import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { withoutViolations } from './support/without-violations.ts';

test('where gradient flows is shown on the wires, and what becomes of weights on the cards', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.openMethod('MoCo v2');
  const legend = page.getByRole('complementary', { name: 'Gradient flow' });
  await expect(legend).toHaveCount(0);
  await page.keyboard.press('g');
  await expect(legend).toContainText('gradient is cut here');

  await expect(editor.node('encoder').getByText('trained', { exact: true })).toBeVisible();
  await expect(editor.node('keyEncoder').getByText('EMA', { exact: true })).toBeVisible();
  for (const [from, to, flow] of [
    ['encoder.embedding', 'head.embedding', 'gradient'],
    ['stopGradient.output', 'infoNCE.key', 'forward'],
    ['encoder.weights', 'ema.weights', 'cut'],
  ] as const) {
    await expect(editor.wire(from, to).locator('.wire')).toHaveAttribute('data-flow', flow);
  }
  await withoutViolations(page, '.canvas');
  // a run measures how much flows
  const norm = page.getByTestId('wire-head.embedding->normalizeQuery.input').locator('.gradient-norm');
  await expect(norm).toHaveCount(0);
  await editor.setSteps(3);
  await editor.button('Train').click();
  await expect(norm).toHaveText(/^‖∇‖ [\d.]+/, { timeout: 60_000 });
  await expect(norm).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('gradient.png') });

  await legend.getByRole('button', { name: 'Hide gradient flow' }).click();
  await expect(legend).toHaveCount(0);
  await expect(editor.node('encoder').getByText('trained', { exact: true })).toBeHidden();
  expect(editor.faults).toEqual([]);
});
