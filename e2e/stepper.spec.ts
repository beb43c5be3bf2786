import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { withoutViolations } from './support/without-violations.ts';

test('T takes a step apart: keys go through its phases, a value shows its wire, and the run then takes that step', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  const lab = page.getByRole('region', { name: 'Lab' });
  const phase = (name: string) => lab.getByRole('tab', { name, exact: true });
  const values = lab.getByRole('list', { name: 'Values' }).getByRole('button');
  const outline = (node: string) =>
    page
      .locator(`.react-flow__node[data-id="${node}"]`)
      .evaluate((card) => getComputedStyle(card).outlineStyle);

  await page.getByRole('region', { name: 'Drawing' }).focus();
  await page.keyboard.press('t');
  await expect(phase('Sample')).toHaveAttribute('aria-selected', 'true');
  await expect(lab).toContainText('Step 1, initial weights');

  await test.step('arrow keys light what works in a phase', async () => {
    await expect(phase('Sample')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(values).toHaveCount(1);
    await expect(values.getByRole('img', { name: /^8 images/ })).toBeVisible();
    await expect.poll(() => outline('augment')).toBe('solid');
    // the tensors stand on the wires they travel on
    const tensors = (from: string, to: string) =>
      page.getByTestId(`wire-${from}->${to}`).locator('.wire-tensor');
    await expect(tensors('augment.images', 'encoder.images').locator('canvas')).toHaveCount(2);
    await expect(page.locator('.wire-tensor')).toHaveCount(1);
    await tensors('augment.images', 'encoder.images').hover();
    await expect(tensors('augment.images', 'encoder.images')).toContainText('‖x‖');
    await phase('Views').focus();
    await page.keyboard.press('ArrowRight');
    await expect(values).toHaveCount(3);
    await expect.poll(() => outline('augment')).toBe('none');
    await expect.poll(() => outline('encoder')).toBe('solid');
  });

  await test.step('a value that is pressed shows its wires, from there arrow keys go on', async () => {
    await values.first().click();
    await expect(editor.wire('encoder.embedding', 'projector.embedding').locator('.wire')).toHaveAttribute(
      'data-selected',
      'true',
    );
    await lab.getByRole('switch').click();
    await expect(values.first()).toContainText('∂loss/∂embedding');
    const onWire = page.getByTestId('wire-encoder.embedding->projector.embedding');
    await expect(onWire.locator('[data-what=value]')).toBeVisible();
    await expect(onWire.locator('[data-what=gradient]')).toBeVisible();
    await withoutViolations(page, '.stepper');
    await page.keyboard.press('ArrowRight');
  });

  await expect(phase('Loss')).toHaveAttribute('aria-selected', 'true');
  const loss = await values.first().locator('.step-scalar').first().innerText();
  await test.step('the optimiser’s changes stand in a table', async () => {
    await lab.getByRole('button', { name: 'Next phase' }).click();
    await lab.getByRole('button', { name: 'Next phase' }).click();
    await expect(lab.getByRole('row').filter({ hasText: 'trained weights' })).toHaveCount(2);
    await editor.page.emulateMedia({ colorScheme: 'dark' });
    await withoutViolations(page, '.stepper');
  });

  await test.step('the step that the run takes has the same loss, and then the next can be looked at', async () => {
    await editor.button('Step').click();
    await editor.untilStep(1);
    // a run that begins shows its own tab
    await expect(editor.reading('loss').locator('.reading-value')).toHaveText(loss);
    await expect.poll(() => outline('encoder')).toBe('none');
    await expect(page.locator('.wire-tensor')).toHaveCount(0);
    await lab.getByRole('tab', { name: 'Step through' }).click();
    await expect(lab).toContainText('The run is at step 1 now.');
    await lab.getByRole('button', { name: 'Take again' }).click();
    await expect(lab).toContainText('Step 2, the run’s weights');
  });
  expect(editor.faults).toEqual([]);
});
