import { expect, test, type Locator } from '@playwright/test';
import { Editor } from './support/editor.ts';

// a tablet lying on its side
test.use({ hasTouch: true, viewport: { width: 1024, height: 768 } });

/** Touch has no hover and no second button: everything here is done with single taps. */
async function tap(locator: Locator): Promise<void> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('what is to be tapped cannot be seen');
  await locator.page().touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
}

test('on a tablet nodes are added, wired, changed and trained by taps', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await tap(page.getByRole('button', { name: 'Not now' }));

  await test.step('the search of the palette and a tap add a node', async () => {
    const search = page.getByRole('searchbox', { name: 'Search nodes' });
    await tap(search);
    await search.fill('l2');
    await tap(page.getByRole('button', { name: 'Add L2 normalise', exact: true }));
    await expect(editor.node('l2Normalize')).toBeVisible();
  });

  await test.step('a tap on a port lights up what fits, a tap on one of these connects, a tap beside lets go', async () => {
    const from = editor.port('projector', 'output', 'embedding');
    const to = editor.port('l2Normalize', 'input', 'vectors');
    await tap(from);
    await expect(to).toHaveAttribute('data-fits', 'true');
    const pane = (await page.locator('.react-flow__pane').boundingBox())!;
    await page.touchscreen.tap(pane.x + pane.width / 2, pane.y + 12);
    await expect(page.locator('[data-fits]')).toHaveCount(0);
    await tap(from);
    await tap(to);
    await expect(editor.wire('projector.embedding', 'l2Normalize.input')).toHaveCount(1);
    await expect(page.locator('[data-fits]')).toHaveCount(0);
  });

  await test.step('a wire that cannot be is refused with its reason', async () => {
    await tap(editor.port('projector', 'output', 'embedding'));
    await tap(editor.port('optimiser', 'input', 'loss'));
    await expect(page.locator('.callout')).toContainText('loss');
  });

  await test.step('ports are large enough for a finger (WCAG 2.5.8)', async () => {
    const sizes = await page.locator('.card-ports .port').evaluateAll((ports) =>
      ports.map((port) => {
        const { left, right, top, bottom } = getComputedStyle(port, '::after');
        const { offsetWidth: width, offsetHeight: height } = port as HTMLElement;
        return [width - parseFloat(left) - parseFloat(right), height - parseFloat(top) - parseFloat(bottom)];
      }),
    );
    expect(sizes.length).toBeGreaterThan(10);
    for (const size of sizes) expect(Math.min(...size)).toBeGreaterThanOrEqual(24);
  });

  await tap(editor.button('Undo'));
  await tap(editor.button('Undo'));
  await tap(editor.button('Train'));
  await editor.untilStep(1);
  await tap(editor.button('Stop'));
  expect(editor.faults).toEqual([]);
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 412, height: 823 }, isMobile: true });

  test('the drawing has the window to itself, trains by a tap, and the panels come when they are asked for', async ({
    page,
  }) => {
    const editor = new Editor(page);
    await editor.open();
    const canvas = (await page.locator('.shell-canvas').boundingBox())!;
    expect(canvas.width).toBeGreaterThan(400);
    const panels = { Library: 'Augmentation', Inspector: 'As drawn' };
    for (const [side, text] of Object.entries(panels)) {
      const panel = page.getByRole('complementary', { name: side });
      await expect(panel).toBeHidden();
      await tap(page.getByRole('button', { name: 'Menu' }));
      await page.getByRole('menuitemcheckbox', { name: side }).tap();
      await expect(panel).toContainText(text);
    }
    await tap(page.getByRole('button', { name: 'Train', exact: true }));
    await editor.untilStep(1);
  });
});
