import { expect, test, type Locator, type Page } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { enterOption, markedOption } from './support/menus.ts';

/** A point of the empty canvas, by its distance from the canvas's left upper corner. */
async function spot(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await page.locator('.canvas').boundingBox();
  if (!box) throw new Error('there is no canvas');
  return { x: box.x + x, y: box.y + y };
}

/** Where there is nothing for a card's width around. */
async function emptySpot(page: Page): Promise<{ x: number; y: number }> {
  const found = await page.locator('.canvas').evaluate((canvas) => {
    const { left, top, right, bottom } = canvas.getBoundingClientRect();
    const isEmpty = (x: number, y: number): boolean =>
      document.elementFromPoint(x, y)?.classList.contains('react-flow__pane') ?? false;
    for (let y = top + 60; y < bottom - 60; y += 10) {
      for (let x = left + 130; x < right - 130; x += 10) {
        const around = [-100, -50, 0, 50, 100].flatMap((dx) => [-25, 0, 25].map((dy) => [dx, dy] as const));
        if (around.every(([dx, dy]) => isEmpty(x + dx, y + dy))) return { x, y };
      }
    }
    return null;
  });
  if (!found) throw new Error('the canvas is full');
  return found;
}

/** Draws a wire from a port to a place where there is nothing. */
async function pull(editor: Editor, from: Locator, to: { x: number; y: number }): Promise<void> {
  const box = await from.boundingBox();
  if (!box) throw new Error('the port cannot be seen');
  const { mouse } = editor.page;
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mouse.down();
  await mouse.move((box.x + to.x) / 2, (box.y + to.y) / 2, { steps: 4 });
  await mouse.move(to.x, to.y, { steps: 4 });
  await mouse.up();
}

/** Drags a node type from the palette; returns before it is let go. */
async function carry(page: Page, label: string, to: { x: number; y: number }): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill(label);
  await page.getByRole('button', { name: `Add ${label}`, exact: true }).hover();
  await page.mouse.down();
  await page.mouse.move(to.x - 12, to.y - 12, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
}

async function choose(page: Page, query: string, label: string): Promise<void> {
  const menu = page.getByRole('dialog');
  await menu.getByRole('combobox').fill(query);
  await enterOption(page, label);
  await expect(menu).toHaveCount(0);
}

async function expectTrains(editor: Editor): Promise<void> {
  await editor.untilStep(3);
  await expect(editor.reading('loss')).toBeVisible();
  expect(await editor.number('loss')).not.toBeNaN();
}

const WIRES = [
  ['images.images', 'pipeline.images'],
  ['pipeline.images', 'convnet.images'],
  ['convnet.embedding', 'mlp.embedding'],
  ['mlp.embedding', 'mlp2.embedding'],
  ['mlp2.embedding', 'negativeCosine.prediction'],
  ['mlp.embedding', 'stopGradient.input'],
  ['stopGradient.output', 'negativeCosine.target'],
  ['negativeCosine.loss', 'adamw.loss'],
] as const;

async function expectSimSiam(editor: Editor): Promise<void> {
  for (const [from, to] of WIRES) await expect(editor.wire(from, to)).toHaveCount(1);
  await expect(editor.page.locator('.react-flow__edge')).toHaveCount(WIRES.length);
  await expect(editor.page.getByRole('tab', { name: /^Problems/ })).toHaveText('Problems');
}

test('SimSiam is built from an empty canvas by mouse and trains', async ({ page }) => {
  test.setTimeout(420_000);
  const editor = new Editor(page);
  await editor.open();
  await editor.button('Menu').click();
  await page.getByRole('menuitem', { name: 'New drawing' }).click();
  await expect(page.getByText('Nothing is drawn yet')).toBeVisible();

  await test.step('a node from the palette, one from the menu on the canvas, a wire', async () => {
    await carry(page, 'Images', await spot(page, 110, 90));
    await page.mouse.up();
    await expect(editor.node('images')).toBeVisible();
    const empty = await spot(page, 560, 90);
    await page.mouse.dblclick(empty.x, empty.y);
    await choose(page, 'convn', 'ConvNet');
    await editor.drag(editor.port('images', 'output', 'images'), editor.port('convnet', 'input', 'images'));
    await expect(editor.wire('images.images', 'convnet.images')).toHaveCount(1);
  });

  await test.step('a node from the palette on a wire: the wire shows that it takes it, and makes room', async () => {
    const before = (await editor.node('convnet').boundingBox())!.x;
    const wire = (await editor.wire('images.images', 'convnet.images').boundingBox())!;
    const middle = { x: wire.x + wire.width / 2, y: wire.y + wire.height / 2 };
    await carry(page, 'Augmentation', middle);
    await expect(page.locator('.wire[data-target="takes"]')).toHaveCount(1);
    await page.mouse.up();
    await expect(editor.wire('images.images', 'pipeline.images')).toHaveCount(1);
    await expect(editor.wire('pipeline.images', 'convnet.images')).toHaveCount(1);
    await expect(editor.wire('images.images', 'convnet.images')).toHaveCount(0);
    await expect
      .poll(async () => (await editor.node('convnet').boundingBox())!.x)
      .toBeGreaterThan(before + 20);
    await editor.button('Undo').click();
    await expect(editor.node('pipeline')).toHaveCount(0);
    await expect(editor.wire('images.images', 'convnet.images')).toHaveCount(1);
    await editor.button('Redo').click();
    await expect(editor.node('pipeline')).toBeVisible();
  });

  await test.step('wires dropped where there is nothing: what fits, what is usual first', async () => {
    await pull(editor, editor.port('convnet', 'output', 'embedding'), await spot(page, 690, 330));
    await expect(page.getByRole('option').first()).toContainText('MLP head');
    await expect(page.getByRole('option', { name: 'AdamW' })).toHaveCount(0);
    await choose(page, 'mlp', 'MLP head');
    await expect(editor.wire('convnet.embedding', 'mlp.embedding')).toHaveCount(1);
    await pull(editor, editor.port('mlp', 'output', 'embedding'), await spot(page, 430, 330));
    await choose(page, 'mlp', 'MLP head');
    const corner = await spot(page, 110, 330);
    await page.mouse.dblclick(corner.x, corner.y);
    await choose(page, 'adamw', 'AdamW');
    await pull(editor, editor.port('adamw', 'input', 'loss'), await spot(page, 400, 420));
    await choose(page, 'neg cos', 'Negative cosine');
    await expect(editor.wire('negativeCosine.loss', 'adamw.loss')).toHaveCount(1);
  });

  await test.step('while a wire is in the hand its ports light up, and others say why not', async () => {
    const from = (await editor.port('mlp2', 'output', 'embedding').boundingBox())!;
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(from.x + 40, from.y + 60, { steps: 3 });
    await expect(editor.port('negativeCosine', 'input', 'prediction')).toHaveAttribute('data-fits', 'true');
    // a circle
    await expect(editor.port('mlp', 'input', 'embedding')).not.toHaveAttribute('data-fits', 'true');
    const wrong = (await editor.port('adamw', 'input', 'loss').boundingBox())!;
    await page.mouse.move(wrong.x + 5, wrong.y + 5, { steps: 3 });
    await expect(page.locator('.wire-reason')).toContainText('Put a loss between them.');
    await page.mouse.up();
    await expect(page.locator('.callout').getByRole('button', { name: /^Insert / })).toHaveCount(3);
    await expect(page.locator('[data-fits]')).toHaveCount(0);
  });

  await test.step('a bridge is put in with one press and taken out with one undo', async () => {
    await page.locator('.callout').getByRole('button', { name: 'Insert NT-Xent' }).click();
    await expect(editor.wire('mlp2.embedding', 'ntXent.a')).toHaveCount(1);
    await expect(editor.wire('ntXent.loss', 'adamw.loss')).toHaveCount(1);
    await editor.button('Undo').click();
    await expect(editor.node('ntXent')).toHaveCount(0);
    await expect(editor.wire('negativeCosine.loss', 'adamw.loss')).toHaveCount(1);
  });

  await test.step('a target that gets gradient: the stop-gradient is offered', async () => {
    // near an edge the view would move while a wire is drawn
    await page.getByRole('button', { name: 'Fit view' }).click();
    await editor.drag(
      editor.port('mlp2', 'output', 'embedding'),
      editor.port('negativeCosine', 'input', 'prediction'),
    );
    await editor.drag(
      editor.port('mlp', 'output', 'embedding'),
      editor.port('negativeCosine', 'input', 'target'),
    );
    await page.locator('.callout').getByRole('button', { name: 'Insert Stop-gradient' }).click();
    await expectSimSiam(editor);
  });

  await test.step('a node of the drawing is dropped on a wire, in one step', async () => {
    const empty = await emptySpot(page);
    await page.mouse.dblclick(empty.x, empty.y);
    await choose(page, 'l2', 'L2 normalise');
    const card = (await editor.node('l2Normalize').boundingBox())!;
    const wire = (await page.getByTestId('wire-pipeline.images->convnet.images').boundingBox())!;
    await page.mouse.move(card.x + 30, card.y + 12);
    await page.mouse.down();
    // it goes around the cards: half its way is nowhere near the middle of its box
    const over = await editor
      .wire('mlp.embedding', 'mlp2.embedding')
      .locator('path.wire')
      .evaluate((path) => {
        const line = path as SVGPathElement;
        const half = line.getPointAtLength(line.getTotalLength() / 2).matrixTransform(line.getScreenCTM()!);
        return { x: half.x, y: half.y };
      });
    await page.mouse.move(wire.x, wire.y + 60, { steps: 4 });
    await page.mouse.move(over.x, over.y, { steps: 8 });
    await expect(page.locator('.wire[data-target="takes"]')).toHaveCount(1);
    await page.mouse.up();
    await expect(page.locator('.react-flow__edge[data-id*="l2Normalize"]')).toHaveCount(2);
    await editor.button('Undo').click();
    await expect(page.locator('.react-flow__edge[data-id*="l2Normalize"]')).toHaveCount(0);
    await expect
      .poll(async () => Math.abs((await editor.node('l2Normalize').boundingBox())!.x - card.x))
      .toBeLessThan(2);
    await editor.button('Undo').click();
    await expect(editor.node('l2Normalize')).toHaveCount(0);
    await expectSimSiam(editor);
  });

  await editor.setSteps(4);
  await editor.button('Train').click();
  await expectTrains(editor);
  expect(editor.faults).toEqual([]);
});

/** Presses Tab, or Shift and Tab, until this has the focus. */
async function tabTo(page: Page, key: 'Tab' | 'Shift+Tab', target: Locator): Promise<void> {
  for (let i = 0; i < 120; i += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error('the keyboard does not get there');
}

/** Goes down the open menu to the line that says this. */
async function arrowTo(page: Page, text: RegExp): Promise<void> {
  const line = page.getByRole('option', { name: text });
  await expect(line).toHaveCount(1);
  // a menu that has just opened marks its first line by itself: keys pressed before that would be undone by it
  await expect(markedOption(page)).toHaveCount(1);
  const count = await page.getByRole('option').count();
  for (let i = 0; i < count; i += 1) {
    if ((await line.getAttribute('data-highlighted')) !== null) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error('the line is not reached');
}

/** From the node that has the focus: a wire from the port to a new node. */
async function append(editor: Editor, port: string, query: string, id: string): Promise<void> {
  const { keyboard } = editor.page;
  await keyboard.press('c');
  await keyboard.type(port);
  await enterOption(editor.page, new RegExp(port, 'i'));
  await arrowTo(editor.page, /New node/);
  await keyboard.press('Enter');
  await expect(editor.page.getByPlaceholder('Search node types')).toBeFocused();
  await keyboard.type(query);
  await enterOption(editor.page, new RegExp(query, 'i'));
  await expectFocus(editor, id);
}

async function expectFocus(editor: Editor, id: string): Promise<void> {
  await expect(editor.page.locator(`.react-flow__node[data-id="${id}"]`)).toBeFocused();
}

test('SimSiam is built from an empty canvas by keyboard alone and trains', async ({ page }) => {
  test.setTimeout(420_000);
  const editor = new Editor(page);
  await editor.open();
  const { keyboard } = page;
  const said = page.getByTestId('announcer');

  await tabTo(page, 'Tab', editor.button('Menu'));
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'New drawing' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByText('Nothing is drawn yet')).toBeVisible();

  await keyboard.press('Alt+Enter');
  await expect(page.getByRole('region', { name: 'Drawing' })).toBeFocused();
  await keyboard.press('Tab');
  await expect(page.getByPlaceholder('Search node types')).toBeFocused();
  await keyboard.type('images');
  await enterOption(page, 'Images');
  await expectFocus(editor, 'images');
  await expect(said).toHaveText('Add images');

  await append(editor, 'images', 'augm', 'pipeline');
  await append(editor, 'views', 'convn', 'convnet');
  await append(editor, 'embedding', 'mlp', 'mlp');
  await append(editor, 'embedding', 'mlp', 'mlp2');
  await append(editor, 'embedding', 'negative', 'negativeCosine');
  await append(editor, 'loss', 'adamw', 'adamw');

  // back to the loss, and what its target comes from
  await keyboard.press('Alt+ArrowLeft');
  await expectFocus(editor, 'negativeCosine');
  await expect(said).toHaveText('Negative cosine');
  await append(editor, 'target', 'stop', 'stopGradient');
  await keyboard.press('c');
  await arrowTo(page, /input/);
  await keyboard.press('Enter');
  await arrowTo(page, /\(mlp\)/);
  await keyboard.press('Enter');
  await expectFocus(editor, 'stopGradient');
  await expect(said).toContainText('Connect mlp.embedding');
  await expectSimSiam(editor);

  await test.step('parameters are reached and left, a node is deleted, all is undone', async () => {
    await keyboard.press('Alt+Enter');
    await keyboard.press('n');
    await expect(page.getByPlaceholder('Search node types')).toBeFocused();
    await keyboard.type('l2');
    await enterOption(page, 'L2');
    await expectFocus(editor, 'l2Normalize');
    await keyboard.press('Delete');
    await expect(said).toHaveText('Delete l2Normalize');
    await expect(page.getByRole('region', { name: 'Drawing' })).toBeFocused();
    await keyboard.press('Control+z');
    await expect(said).toHaveText('Undone: Delete l2Normalize');
    await keyboard.press('Control+z');
    await expect(editor.node('l2Normalize')).toHaveCount(0);
    await keyboard.press('Alt+ArrowRight');
    await expectFocus(editor, 'images');
    await keyboard.press('Enter');
    const field = page.getByRole('complementary', { name: 'Inspector' }).locator(':focus');
    await expect(field).toHaveCount(1);
    await keyboard.press('Alt+Enter');
    await expectFocus(editor, 'images');
  });

  const steps = page.getByRole('banner').getByLabel('Steps');
  await tabTo(page, 'Shift+Tab', steps);
  await keyboard.press('Control+a');
  await keyboard.type('4');
  await keyboard.press('Enter');
  await tabTo(page, 'Tab', editor.button('Train'));
  await keyboard.press('Enter');
  await expectTrains(editor);
  expect(editor.faults).toEqual([]);
});
