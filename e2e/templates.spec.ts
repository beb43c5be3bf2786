import { expect, test } from '@playwright/test';
import { templates } from '../templates/index.ts';
import { Editor } from './support/editor.ts';

const titles = templates.map(({ document }) => (document as { meta: { title: string } }).meta.title);

test('every method opens from the gallery without a problem, tells about itself and trains', async ({
  page,
}) => {
  test.setTimeout(600_000);
  const editor = new Editor(page);
  await editor.open();
  await page.getByRole('tab', { name: 'Methods' }).click();
  const methods = page.getByRole('tabpanel', { name: 'Methods' });
  await expect(methods.locator('.gallery-title')).toHaveText(titles);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });

  for (const title of titles) {
    await test.step(title, async () => {
      await methods.getByRole('button', { name: title, exact: true }).click();
      await expect(page.getByLabel('Name of the drawing')).toHaveValue(title);
      await expect(page.getByRole('tab', { name: /^Problems/ })).toHaveText('Problems');
      await expect(inspector.getByRole('group', { name: 'Formula' })).toBeVisible();
      // a formula is whole: set smaller where its place is narrow
      await expect
        .poll(() =>
          inspector
            .getByRole('group', { name: 'Formula' })
            .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
        )
        .toBeLessThanOrEqual(1);
      await expect(inspector.getByText('What to try')).toBeVisible();

      await editor.setSteps(2);
      await editor.button('Train').click();
      await editor.untilStep(2);
      await expect(editor.reading('loss')).toBeVisible();
      expect(await editor.number('loss')).not.toBeNaN();
    });
  }
  expect(editor.faults).toEqual([]);
});
