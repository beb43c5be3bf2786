import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { enterOption } from './support/menus.ts';

// many steps in a whole editor: on a shared machine each can take seconds
test.slow();

const WIRE = ['augment.images', 'encoder.images'] as const;
const POINT = `point-${WIRE.join('->')}-0`;

async function faultsOfAccess(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]);
}

async function centre(locator: Locator) {
  const box = (await locator.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags a thing that lies at rest by so many pixels. */
async function dragBy(page: Page, locator: Locator, dx: number, dy: number) {
  const from = await centre(locator);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + dx / 2, from.y + dy / 2, { steps: 4 });
  await page.mouse.move(from.x + dx, from.y + dy, { steps: 4 });
  await page.mouse.up();
}

test('the command palette finds what can be done, methods and nodes', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const search = palette.getByRole('combobox', { name: 'Command palette' });
  await expect(search).toBeFocused();
  expect(await faultsOfAccess(page)).toEqual([]);

  // what cannot be done now is there and does nothing
  await search.fill('unpack');
  const unpack = palette.getByRole('option', { name: /^Unpack node/ });
  await expect(unpack).toHaveAttribute('aria-disabled', 'true');
  await search.fill('dark th');
  await enterOption(page, /dark theme/i);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(palette).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await search.fill('simsiam');
  await enterOption(page, /^Open SimSiam/);
  await expect(page.getByLabel('Name of the drawing')).toHaveValue('SimSiam');

  // in its other mode it knows the nodes alone, and leads to the one that is chosen
  await page.keyboard.press('Control+f');
  const finder = page.getByRole('dialog', { name: 'Find a node' });
  await finder.getByRole('combobox').fill('projec');
  await enterOption(page, /^Go to projector/);
  await expect(editor.node('projector')).toHaveAttribute('data-selected', 'true');
  await expect(page.locator('.react-flow__node[data-id="projector"]')).toBeFocused();
  expect(editor.faults).toEqual([]);
});

test('shortcuts are listed, changed, refused, moved and given back', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.button('Menu').click();
  await page.getByRole('menuitem', { name: /^Keyboard shortcuts/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog.getByRole('button', { name: 'Undo: Ctrl+Z. Change' })).toBeVisible();
  expect(await faultsOfAccess(page)).toEqual([]);

  await dialog.getByRole('button', { name: 'Fit drawing: F. Change' }).click();
  await page.keyboard.press('Control+w');
  await expect(dialog.getByText('belongs to the browser')).toBeVisible();
  await page.keyboard.press('Control+a');
  await expect(dialog.getByText('Ctrl+A already does “Select all”.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Leave as it is' }).click();
  await expect(dialog.getByRole('button', { name: 'Fit drawing: F. Change' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Fit drawing: F. Change' }).click();
  await page.keyboard.press('Control+a');
  await dialog.getByRole('button', { name: 'Give them to “Fit drawing”' }).click();
  await expect(dialog.getByRole('button', { name: 'Fit drawing: Ctrl+A. Change' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Select all: no keys. Change' })).toBeVisible();

  // they outlast the page; “?” opens the list too
  await page.reload();
  await expect(editor.node('encoder')).toBeVisible();
  await page.keyboard.press('?');
  await expect(dialog.getByRole('button', { name: 'Fit drawing: Ctrl+A. Change' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Give all their usual keys again' }).click();
  await expect(dialog.getByRole('button', { name: 'Select all: Ctrl+A. Change' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(editor.faults).toEqual([]);
});

test('frames and comments are drawn, moved, written, deleted and saved', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.node('encoder').click();
  await page.keyboard.down('Control');
  await editor.node('projector').click();
  await page.keyboard.up('Control');
  await page.keyboard.press('Shift+F');
  await page.getByRole('textbox', { name: 'Title of the frame' }).fill('Student');
  await page.keyboard.press('Enter');
  const frame = page.getByTestId('frame:frame');
  await expect(frame).toContainText('Student');

  // near the edge, where its title stands, the view would move while it is dragged
  await page.keyboard.press('-');
  await expect(page.locator('.react-flow__viewport')).toHaveAttribute('style', /scale\(0\.55/);

  // what lies in it moves with it, and comes back in one step
  const before = { node: await centre(editor.node('encoder')), other: await centre(editor.node('ntXent')) };
  await dragBy(page, frame.getByText('Student'), 60, 80);
  const moved = await centre(editor.node('encoder'));
  expect(moved.y - before.node.y).toBeGreaterThan(60);
  expect(await centre(editor.node('ntXent'))).toEqual(before.other);
  await editor.button('Undo').click();
  await expect.poll(() => centre(editor.node('encoder'))).toEqual(before.node);

  const size = (await frame.boundingBox())!;
  await dragBy(page, frame.locator('.handle.bottom.right'), 40, 50);
  await expect.poll(async () => (await frame.boundingBox())!.height - size.height).toBeGreaterThan(30);
  expect(await centre(editor.node('encoder'))).toEqual(before.node);

  await page.mouse.move(size.x + size.width / 2, size.y + size.height + 90);
  await page.keyboard.press('Shift+C');
  await page.getByRole('textbox', { name: 'Text of the comment' }).fill('Both views\npass here');
  await page.keyboard.press('Control+Enter');
  const comment = page.getByTestId('comment:comment');
  await expect(comment).toContainText('pass here');
  expect(await faultsOfAccess(page)).toEqual([]);

  const saved = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const text = readFileSync(await (await saved).path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    view: { frames: [{ title: 'Student' }], comments: [{ text: 'Both views\npass here' }] },
  });

  // Delete works as on nodes, and leaves what is inside
  await comment.click();
  await page.keyboard.press('Delete');
  await expect(comment).toHaveCount(0);
  await frame.getByText('Student').click();
  await page.keyboard.press('Delete');
  await expect(frame).toHaveCount(0);
  await expect(editor.node('encoder')).toBeVisible();
  await editor.openFile('annotated.unlabel.json', text);
  await expect(frame).toContainText('Student');
  await expect(comment).toContainText('Both views');
  expect(editor.faults).toEqual([]);
});

test('a wire is led through points that are dragged, followed and removed; the view zooms', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  const path = editor.wire(...WIRE).locator('.wire');
  const straight = await path.getAttribute('d');
  const middle = await centre(path);
  await page.mouse.dblclick(middle.x, middle.y);
  const point = page.getByTestId(POINT);
  await expect(point).toBeVisible();
  await dragBy(page, point, 0, 70);
  await expect.poll(async () => (await centre(point)).y - middle.y).toBeGreaterThan(50);
  const bent = await path.getAttribute('d');
  expect(bent).not.toBe(straight);

  // the keyboard moves and removes it
  await point.focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => path.getAttribute('d')).not.toBe(bent);
  await page.keyboard.press('Delete');
  await expect(point).toHaveCount(0);
  await expect(path).toHaveAttribute('d', straight!);
  await editor.button('Undo').click();
  await expect(point).toBeVisible();
  await page.mouse.dblclick((await centre(point)).x, (await centre(point)).y);
  await expect(point).toHaveCount(0);
  await editor.button('Undo').click();

  // it goes with the wire
  await editor.node('augment').click();
  await page.keyboard.press('Delete');
  await expect(point).toHaveCount(0);
  await editor.button('Undo').click();
  await expect(point).toBeVisible();

  const width = async () => (await editor.node('encoder').boundingBox())?.width ?? 0;
  const fitted = await width();
  await editor.node('encoder').click();
  await page.keyboard.press('.');
  await expect.poll(width).toBeGreaterThan(fitted * 1.2);
  await page.keyboard.press('0');
  await expect(page.locator('.react-flow__viewport')).toHaveAttribute('style', /scale\(1\)/);
  const natural = await width();
  await page.keyboard.press('-');
  await expect.poll(async () => natural / (await width())).toBeCloseTo(1.25, 2);
  await page.keyboard.press('+');
  await expect.poll(async () => natural / (await width())).toBeCloseTo(1, 2);
  expect(editor.faults).toEqual([]);
});
