import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { SMALL_DRAWING } from './support/small-drawing.ts';
import { withoutViolations } from './support/without-violations.ts';

test.setTimeout(60_000);

test('two drawings stand beside each other, move as one, and one becomes the other', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Compare drawings');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Compare drawings' });
  await dialog.getByRole('combobox', { name: 'First drawing' }).click();
  await page.getByRole('option', { name: 'SimSiam', exact: true }).click();

  const [simsiam, byol] = ['SimSiam', 'BYOL'].map((name) =>
    dialog.getByRole('region', { name, exact: true }),
  ) as [ReturnType<typeof dialog.getByRole>, ReturnType<typeof dialog.getByRole>];
  await expect(
    byol
      .locator('.compare-added')
      .filter({ hasText: /EMA|moving/i })
      .first(),
  ).toBeVisible();
  await expect(simsiam.locator('.compare-added')).toHaveCount(0);
  await withoutViolations(page, '.compare');
  await page.screenshot({ path: test.info().outputPath('compare.png') });

  const view = (side: typeof byol) => side.locator('.react-flow__viewport').getAttribute('style');
  const before = await view(byol);
  const box = (await simsiam.boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + box.height - 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + box.height - 70, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => view(byol)).not.toBe(before);
  expect(await view(byol)).toBe(await view(simsiam));

  await dialog
    .getByRole('region', { name: 'Differences' })
    .getByRole('button', { name: /^\+ EMA/ })
    .click();
  await expect(byol.locator('.react-flow__node.selected')).toHaveCount(1);
  await page.screenshot({ path: test.info().outputPath('focus.png') });

  await dialog.getByRole('button', { name: 'One becomes the other' }).click();
  const morph = dialog.getByRole('region', { name: 'One becoming the other' });
  const nodes = morph.locator('.react-flow__node');
  const time = dialog.getByRole('slider', { name: 'From SimSiam to BYOL' });
  await time.fill('30');
  await expect(nodes.first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('morph.png') });
  await dialog.getByRole('button', { name: 'Play' }).click();
  await expect(time).toHaveValue('100', { timeout: 15_000 });
  await expect(morph.locator('.compare-added').first()).toBeVisible();
  const ends = await nodes.evaluateAll((cards) => cards.map((card) => (card as HTMLElement).style.transform));
  await dialog.getByRole('button', { name: 'Side by side' }).click();
  const places = byol.locator('.react-flow__node');
  expect(
    await places.evaluateAll((cards) => cards.map((card) => (card as HTMLElement).style.transform)),
  ).toEqual(ends);
  expect(editor.faults).toEqual([]);
});

test('a kept run is compared with a snapshot, and without motion one is the other at once', async ({
  page,
}) => {
  const editor = new Editor(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await editor.open();
  const [stage] = SMALL_DRAWING.stages;
  const drawing = { ...SMALL_DRAWING, stages: [{ ...stage!, run: { steps: 3, seed: 3 } }] };
  await editor.openFile('small.unlabel.json', JSON.stringify(drawing));
  await editor.button('Train').click();
  await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 60_000 });
  await editor.node('ntXent').click();
  const temperature = page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Temperature').last();
  await temperature.fill('0.7');
  await temperature.press('Enter');
  await editor.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Snapshots…' }).click();
  const snapshots = page.getByRole('dialog', { name: 'Snapshots' });
  await snapshots.getByLabel('Name of the new snapshot').fill('warmer');
  await snapshots.getByRole('button', { name: 'Save snapshot' }).click();
  await expect(snapshots.getByRole('button', { name: 'Restore warmer' })).toBeVisible();
  await page.keyboard.press('Escape');
  // as long as it is there, the keys are its own
  await expect(snapshots).toBeHidden();

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Compare drawings');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Compare drawings' });
  const choose = async (place: string, option: string) => {
    await dialog.getByRole('combobox', { name: place }).click();
    await page.getByRole('option', { name: option }).click();
  };
  await choose('First drawing', 'Run: Small, seed 3');
  await choose('Second drawing', 'Snapshot: warmer');
  const differences = dialog.getByRole('region', { name: 'Differences' });
  await expect(differences.getByRole('button')).toHaveText([/NT-Xent.*Temperature.* 0\.5 → 0\.7/]);

  await dialog.getByRole('button', { name: 'One becomes the other' }).click();
  const time = dialog.getByRole('slider');
  await dialog.getByRole('button', { name: 'Play' }).click();
  // with motion it takes 2.4 s
  await expect(time).toHaveValue('100', { timeout: 1_000 });
  await expect(dialog.getByRole('button', { name: 'Play' })).toBeVisible();
  expect(editor.faults).toEqual([]);
});
