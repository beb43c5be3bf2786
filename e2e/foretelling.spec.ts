import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

test('the page of a drawing foretells whether its loss lets it collapse, and says when that is out of date', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.openMethod('SimSiam');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Examine', exact: true }).click();
  const told = inspector.locator('.foretold');
  // its loss permits collapse: stop-gradient and predictor are what keeps training from it (Chen & He 2021)
  await expect(told).toContainText('Healthy', { timeout: 60_000 });
  await expect(told).toContainText('the loss itself permits collapse');
  await expect(told).toContainText('stop-gradient');

  await editor.node('stopGradient').click();
  await page.keyboard.press('b');
  await page.keyboard.press('Escape');
  await expect(inspector).toContainText('The drawing has changed since it was examined.');
  await inspector.getByRole('button', { name: 'Examine again' }).click();
  // the projector's output norm holds every dimension's spread, so what is lost is rank (docs/results.md)
  await expect(told).toContainText('Dimensional collapse', { timeout: 60_000 });
  await expect(told).toContainText('nothing makes the encoder use more than one direction');
  expect(editor.faults).toEqual([]);
});
