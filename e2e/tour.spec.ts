import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

test('the tour ends when the visitor’s own change has been trained', async ({ page }) => {
  test.setTimeout(600_000);
  const editor = new Editor(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await editor.open();
  await editor.setSteps(400);
  await page.getByRole('button', { name: 'Take the tour' }).click();
  const card = (title: string) => page.getByRole('dialog', { name: title });

  // the first card has the keyboard
  await expect(card('A method is a drawing')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next' })).toBeFocused();
  await page.keyboard.press('Enter');

  // no button leads on from here: the run's first step does
  await expect(card('Press Train')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next' })).toHaveCount(0);
  await editor.button('Train').click();
  await expect(card('What it learns')).toBeVisible({ timeout: 120_000 });
  await editor.button('Pause').click();
  await page.getByRole('button', { name: 'Next' }).click();

  // a cut that breaks the drawing is no change that can be trained
  await expect(card('Now change something')).toBeVisible();
  await editor.wire('projector.embedding', 'normalize.input').click();
  await page.keyboard.press('Delete');
  await expect(card('Now change something')).toContainText('cannot be trained');
  await editor.button('Undo').click();
  await editor.node('ntXent').click();
  await editor.field('Temperature τ').fill('0.5');
  await editor.field('Temperature τ').press('Enter');

  await expect(card('Train your change')).toBeVisible();
  await editor.button('Resume').or(editor.button('Train')).click();
  await expect(card('This one is yours')).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // it is not offered again, and can be taken again from the menu; Escape ends it
  await page.reload();
  await expect(editor.node('encoder')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0);
  await editor.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Take the tour' }).click();
  await expect(card('A method is a drawing')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Escape');
  await expect(card('A method is a drawing')).toHaveCount(0);
  expect(editor.faults).toEqual([]);
});
