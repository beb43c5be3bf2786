import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

const BLOCK = 'convNetMLPHead';

/** Opens the editor and makes SimCLR's encoder and projector one node, by mouse and keyboard. */
async function packed(editor: Editor): Promise<void> {
  await editor.open();
  await editor.node('encoder').click();
  await editor.page.keyboard.down('Control');
  await editor.node('projector').click();
  await editor.page.keyboard.up('Control');
  await editor.page.keyboard.press('Control+g');
  await expect(editor.node(BLOCK)).toBeVisible();
  await expect(editor.node('encoder')).toHaveCount(0);
}

test('two nodes become one, which trains, is changed, unpacked and opened again', async ({ page }) => {
  const editor = new Editor(page);
  await packed(editor);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });

  // the wires are there with what travels on them, and the title is the person's
  await expect(page.getByTestId(`wire-augment.images->${BLOCK}.images`)).toContainText('2×');
  await editor.field('Title').fill('Student');
  await editor.field('Title').press('Enter');
  await expect(editor.node(BLOCK)).toContainText('Student');
  await expect(page.getByRole('button', { name: 'Add Student' })).toBeVisible();

  // a param of an inner node becomes one of the node
  await inspector.getByRole('button', { name: 'MLP head projector' }).click();
  await inspector.getByRole('switch', { name: 'Show parameter Output size of projector' }).click();
  await expect(page.getByTestId(`wire-${BLOCK}.projectorEmbedding->normalize.input`)).toContainText('128');
  await editor.field('Output size').fill('16');
  await editor.field('Output size').press('Enter');
  await expect(page.getByTestId(`wire-${BLOCK}.projectorEmbedding->normalize.input`)).toContainText('16');
  await editor.button('Undo').click();
  await expect(editor.field('Output size')).toHaveValue('128');
  await editor.button('Redo').click();
  await expect(editor.field('Output size')).toHaveValue('16');

  await editor.setSteps(4);
  await editor.button('Train').click();
  await editor.untilStep(4);
  expect(await editor.number('loss')).toBeGreaterThan(0);

  // saved and opened it is the same drawing
  const saved = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const text = readFileSync(await (await saved).path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    version: 3,
    composites: { [BLOCK]: { title: 'Student', params: [{ node: 'projector', param: 'outputSize' }] } },
  });
  await editor.openFile('student.unlabel.json', text);
  await expect(editor.node(BLOCK)).toContainText('Student');

  // unpacked, the nodes have the values the node gave them
  await editor.node(BLOCK).click();
  await page
    .getByRole('toolbar', { name: 'Selected nodes' })
    .getByRole('button', { name: /^Unpack/ })
    .click();
  await expect(editor.node(BLOCK)).toHaveCount(0);
  await expect(editor.wire('encoder.embedding', 'projector.embedding')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await editor.node('projector').click();
  await expect(editor.field('Output size')).toHaveValue('16');
  await expect(editor.button('Train')).toBeEnabled();

  // each step is undone by itself
  await editor.button('Undo').click();
  await expect(editor.node(BLOCK)).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(editor.node('encoder')).toBeVisible();
  expect(editor.faults).toEqual([]);
});

test('nodes drawn a box around become one, and again one with others', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  const from = (await editor.node('encoder').boundingBox())!;
  const to = (await editor.node('projector').boundingBox())!;
  await page.keyboard.down('Shift');
  await page.mouse.move(from.x - 12, from.y - 12);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width + 8, from.y + from.height + 8, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page
    .getByRole('toolbar', { name: 'Selected nodes' })
    .getByRole('button', { name: /^Make one node/ })
    .click();
  await expect(editor.node(BLOCK)).toBeVisible();

  await page.keyboard.down('Control');
  await editor.node('normalize').click();
  await page.keyboard.up('Control');
  await page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('button', { name: 'Make one node' })
    .click();
  await expect(editor.node(BLOCK)).toHaveCount(0);
  await expect(editor.button('Train')).toBeEnabled();
  await page.keyboard.press('Control+Shift+g');
  await expect(editor.node(BLOCK)).toBeVisible();
  expect(editor.faults).toEqual([]);
});

test('another node of the type comes from the palette; what is wrong inside is said of it', async ({
  page,
}) => {
  const editor = new Editor(page);
  await packed(editor);
  await page.getByRole('button', { name: 'Add ConvNet + MLP head' }).click();
  await expect(editor.node(`${BLOCK}2`)).toBeVisible();
  await page.getByRole('tab', { name: /^Problems/ }).click();
  await expect(editor.problem('GRAPH_MISSING_INPUT').filter({ hasText: `${BLOCK}2/encoder` })).toBeVisible();
  await editor.problem('GRAPH_MISSING_INPUT').getByRole('button').first().click();
  await expect(editor.field('Title')).toHaveValue('ConvNet + MLP head');
  expect(editor.faults).toEqual([]);
});

test.describe('with a composite node the editor has no accessibility violations', () => {
  for (const [size, viewport, colorScheme] of [
    ['1440×900', { width: 1440, height: 900 }, 'light'],
    ['1024×768', { width: 1024, height: 768 }, 'dark'],
  ] as const) {
    test(`${colorScheme}, ${size}`, async ({ browser }) => {
      const context = await browser.newContext({ viewport, colorScheme });
      const editor = new Editor(await context.newPage());
      await packed(editor);
      const inspector = editor.page.getByRole('complementary', { name: 'Inspector' });
      await inspector.getByRole('button', { name: 'MLP head projector' }).click();
      await inspector.getByRole('button', { name: 'Names of what is shown' }).click();
      await expect(inspector.getByRole('switch').first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page: editor.page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      await context.close();
    });
  }
});
