import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

test('the canvas tells what a method does: faces, wire labels, its loss as a formula, and what a step costs', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  const status = page.getByRole('contentinfo', { name: 'Status' });

  await test.step('the status bar counts parameters, operations and memory', async () => {
    await expect(status.locator('dd').nth(0)).toHaveText(/^\d[\d.]* [kM]$/);
    await expect(status.locator('dd').nth(1)).toHaveText(/^\d[\d.]* [MG]FLOP$/);
    await expect(status.locator('dd').nth(2)).toHaveText(/^\d[\d.]* MB$/);
    await expect(status.getByRole('button', { name: /problem/ })).toHaveText('No problems');
  });

  await test.step('an encoder shows its stages, an optimiser its schedule', async () => {
    await expect(
      editor.node('encoder').getByRole('img', { name: /^Stages: 16×16×32, 8×8×64/ }),
    ).toBeVisible();
    await expect(editor.node('optimiser').getByRole('img', { name: /^Learning rate/ })).toBeVisible();
  });

  await test.step('labels on wires shorten and go as the view moves away', async () => {
    const label = page.getByTestId('wire-normalize.output->ntXent.a').locator('.wire-shape');
    await expect(label).toHaveAttribute('data-short', '2·128·128');
    await expect(label.getByTitle('2 views')).toHaveText('2×');
    await status.getByRole('button', { name: /^Zoom/ }).click();
    await expect(status.getByRole('button', { name: /^Zoom/ })).toContainText('100 %');
    await expect(label.getByTitle('2 views')).toBeVisible();
    for (let i = 0; i < 3; i += 1) await page.getByRole('button', { name: 'Zoom Out' }).click();
    await expect(page.getByRole('region', { name: 'Drawing' })).toHaveAttribute('data-middle', 'true');
    await expect(label.getByTitle('2 views')).toBeHidden();
    for (let i = 0; i < 2; i += 1) await page.getByRole('button', { name: 'Zoom Out' }).click();
    await expect(label).toBeHidden();
    await page.getByRole('button', { name: 'Fit View' }).click();
  });

  await test.step('a term of the formula and its node show each other', async () => {
    const formula = page.getByRole('group', { name: 'Loss as drawn' });
    const term = formula.locator('.katex-html [data-term]').filter({ hasText: /^f$/ });
    await term.hover();
    await expect(editor.node('encoder')).toHaveAttribute('data-pointed-at', 'true');
    await editor.node('projector').hover();
    await expect(editor.node('encoder')).not.toHaveAttribute('data-pointed-at', 'true');
    await expect(formula.locator('.katex-html [data-lit]')).toHaveText('g');
    await page
      .getByRole('list', { name: 'Nodes of the formula' })
      .getByRole('button', { name: /NT-Xent/ })
      .focus();
    await expect(editor.node('ntXent')).toHaveAttribute('data-pointed-at', 'true');
  });

  await test.step('a loss shows its value while it is trained', async () => {
    await editor.setSteps(3);
    await editor.button('Train').click();
    await editor.untilStep(3);
    const face = editor.node('ntXent').getByRole('img', { name: /^Loss: now \d/ });
    await expect(face).toBeVisible();
  });
  expect(editor.faults).toEqual([]);
});
