import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { FIRST_LOAD_LIMIT, firstLoad } from './support/first-load.ts';

test('a first visit fetches at most 350 kB compressed before the drawing can be worked on and trained', async ({
  page,
}) => {
  const fetched = await firstLoad(page, '/', 6000);
  const first = fetched.filter((file) => file.first);
  const list = first.map(({ file, gzip }) => `${file} ${gzip}`).join('\n');
  expect(first.length).toBeGreaterThan(3);
  expect(
    first.reduce((sum, { gzip }) => sum + gzip, 0),
    list,
  ).toBeLessThanOrEqual(FIRST_LOAD_LIMIT);
  // what a person may never need is not among it
  expect(list).not.toMatch(/tfjs|trainer|katex|elk|uplot|\.bin|\.wasm/i);
  expect(fetched.some(({ file, first: before }) => /^trainer/.test(file) && !before)).toBe(true);
});

test('Train can be pressed before menus and hints are there, and they come', async ({ page }) => {
  const editor = new Editor(page, { whole: true });
  let letIn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letIn = resolve));
  // what stands around the drawing is one chunk, which the bundler names after one of its modules
  await page.route(/(TopBar|around)-.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await editor.goto('/');
  await editor.button('Train').click();
  await expect(page.getByRole('banner').getByRole('textbox')).toHaveCount(0);
  letIn();
  await editor.untilStep(1);
  await editor.button('Stop').click();
  await expect(editor.button('Menu')).toBeVisible();
  expect(editor.faults).toEqual([]);
});
