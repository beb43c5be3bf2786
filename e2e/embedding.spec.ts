import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

test('the embedding shows where images lie, their neighbours and what can be read, beside the untrained encoder', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.setSteps(6);
  const tab = page.getByRole('tab', { name: 'Embedding' });
  await tab.click();
  await expect(page.getByText('What does the encoder see?')).toBeVisible();
  // whoever watches the embedding goes on watching it
  await editor.button('Train').click();
  const trained = page.getByRole('figure', { name: 'After step 6' });
  await expect(trained).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('figure', { name: 'Untrained' })).toBeVisible();

  // picked by keyboard, then by a click on a neighbour
  await trained.getByRole('img').focus();
  await page.keyboard.press('ArrowRight');
  const neighbours = page.getByRole('region', { name: 'Nearest neighbours' });
  for (const group of ['After step 6', 'Untrained']) {
    await expect(neighbours.getByRole('group', { name: group }).getByRole('button')).toHaveCount(8);
  }
  const nearest = neighbours.getByRole('group', { name: 'After step 6' }).getByRole('button').first();
  const [concept] = /concept: [^·]+/.exec((await nearest.getAttribute('aria-label'))!)!;
  await nearest.click();
  await expect(neighbours.locator('.neighbours-picked')).toContainText(concept.trim());
  await expect(page.getByRole('region', { name: 'Linear readout' })).toContainText(
    /category.*%.*untrained.*guess/s,
  );

  const { violations } = await new AxeBuilder({ page }).include('.embedding').analyze();
  expect(violations).toEqual([]);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the maps' }).click();
  await page.getByRole('menuitem', { name: 'Save numbers as CSV' }).click();
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines[0]).toBe(
    'image,After step 6 x,After step 6 y,Untrained x,Untrained y,category,subcategory,concept,vendor',
  );
  expect(lines).toHaveLength(3823);

  // what the embedding probe saw at the first step stands among the curves
  await page.getByRole('tab', { name: 'Train' }).click();
  await expect(page.getByRole('figure', { name: 'spectrum' }).getByRole('img')).toHaveAccessibleName(
    /^Singular values by rank/,
  );
  await expect(
    page.getByRole('figure', { name: 'similarity' }).getByRole('img').first(),
  ).toHaveAccessibleName(/^Cosines of 48 images/);
  expect(editor.faults).toEqual([]);
});
