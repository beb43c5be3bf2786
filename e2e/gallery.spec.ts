import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

test('a method is found by typing, reached by arrow keys and opened with Enter', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await page.keyboard.press('Control+Shift+O');
  const gallery = page.getByRole('dialog', { name: 'Methods' });
  await expect(gallery.getByRole('region', { name: 'Contrastive' }).getByRole('button')).toHaveCount(4);

  // every picture shows the nodes of its own drawing
  const picture = gallery.getByRole('button', { name: 'BYOL' }).locator('svg');
  await expect(picture.locator('rect')).toHaveCount(15);

  await gallery.getByRole('searchbox', { name: 'Search methods' }).fill('redundancy');
  await expect(gallery.getByRole('button', { name: 'BYOL' })).toHaveCount(0);
  await expect(gallery.getByRole('button', { name: 'Barlow Twins' })).toContainText('ICML 2021');
  await page.keyboard.press('ArrowDown');
  await expect(gallery.getByRole('button', { name: 'Barlow Twins' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(gallery.getByRole('button', { name: 'VICReg' })).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(gallery).toBeHidden();
  await expect(page.getByLabel('Name of the drawing')).toHaveValue('VICReg');
  await editor.button('Undo').click();
  await expect(page.getByLabel('Name of the drawing')).toHaveValue('SimCLR');
  expect(editor.faults).toEqual([]);
});
