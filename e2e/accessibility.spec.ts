import { expect, test, type Page } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { POPUPS, withoutViolations } from './support/without-violations.ts';

const THEMES = ['light', 'dark'] as const;

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];

for (const [colorScheme, viewport] of THEMES.flatMap((theme) =>
  SIZES.map((size) => [theme, size] as const),
)) {
  test(`axe finds nothing, ${colorScheme}, ${viewport.width}×${viewport.height}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport });
    const editor = new Editor(await context.newPage());
    await editor.open();
    await withoutViolations(editor.page);

    await editor.node('ntXent').click();
    await editor.page.getByRole('tab', { name: /^Problems/ }).click();
    await withoutViolations(editor.page);
    // nothing is cut off: the page itself never scrolls sideways
    expect(await editor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await context.close();
  });
}

test('every button of the top bar is within a small window while a run goes on', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  const editor = new Editor(page);
  await editor.open();
  await editor.button('Train').click();
  await editor.untilStep(2);
  const edges = await page
    .getByRole('banner')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().right));
  expect(edges.length).toBeGreaterThan(6);
  expect(Math.max(...edges)).toBeLessThanOrEqual(1024);
  await editor.button('Stop').click();
});

/** What opens over the window, and how. */
const OVERLAYS: readonly (readonly [name: string, open: (page: Page) => Promise<void>])[] = [
  ['the menu', (page) => page.getByRole('button', { name: 'Menu', exact: true }).click()],
  ['the gallery', (page) => page.keyboard.press('ControlOrMeta+Shift+o')],
  ['the command palette', (page) => page.keyboard.press('ControlOrMeta+k')],
  ['the shortcuts', (page) => page.keyboard.press('?')],
  ['the backends', (page) => page.getByRole('button', { name: /^Backend/ }).click()],
  ['the history', (page) => page.getByRole('button', { name: 'History' }).click()],
  ['the menu of nodes', (page) => page.keyboard.press('n')],
  ['the tour', (page) => page.getByRole('button', { name: 'Take the tour' }).click()],
];

for (const colorScheme of THEMES) {
  test(`axe finds nothing in what opens over the window, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
    const editor = new Editor(await context.newPage());
    const { page } = editor;
    await editor.open();
    // there has to be a history
    await editor.setSteps(77);
    await page.getByRole('region', { name: 'Drawing' }).focus();
    for (const [name, open] of OVERLAYS) {
      await test.step(name, async () => {
        await open(page);
        await expect(page.locator(POPUPS).first()).toBeVisible();
        await withoutViolations(page, POPUPS);
        await page.keyboard.press('Escape');
        await expect(page.locator(POPUPS)).toHaveCount(0);
      });
    }
    await context.close();
  });
}
