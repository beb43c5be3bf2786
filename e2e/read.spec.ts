import { expect, test, type Page } from '@playwright/test';
import { templates } from '../templates/index.ts';
import { Editor } from './support/editor.ts';
import { enterOption } from './support/menus.ts';

/** The pixels of every thumbnail on a card, as text; empty ones stand for what is not there yet. */
async function thumbnails(page: Page, node: string): Promise<string[]> {
  return page
    .getByTestId(`node-${node}`)
    .locator('canvas')
    .evaluateAll((all) =>
      (all as HTMLCanvasElement[]).map((canvas) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(data).size > 8 ? data.join() : '';
      }),
    );
}

test('the canvas tells what a method does: faces, wire labels, its loss as a formula, and what a step costs', async ({
  page,
}) => {
  const editor = new Editor(page, { whole: true });
  await editor.open();
  const status = page.getByRole('contentinfo', { name: 'Status' });

  await test.step('the status bar counts parameters, operations and memory', async () => {
    const figure = (label: string) =>
      status.locator('dl > div').filter({ hasText: label }).getByRole('definition');
    await expect(figure('Parameters')).toHaveText(/^\d[\d.]* [kM]$/);
    await expect(figure('Per step')).toHaveText(/^\d[\d.]* [MG]FLOP$/);
    await expect(figure('Memory')).toHaveText(/^\d[\d.]* MB$/);
    await expect(status.getByRole('button', { name: /problem/ })).toHaveText('No problems');
  });

  await test.step('an encoder shows its stages, an optimiser its schedule', async () => {
    await expect(
      editor.node('encoder').getByRole('img', { name: /^Stages: 16×16×32, 8×8×64/ }),
    ).toBeVisible();
    await expect(editor.node('optimiser').getByRole('img', { name: /^Learning rate/ })).toBeVisible();
  });

  await test.step('labels on wires shorten and go as the view moves away', async () => {
    const label = page.getByTestId('wire-normalize.output->ntXent.a').locator('.wire-shape');
    await expect(label).toHaveAttribute('data-short', '2·128·128');
    await expect(label.getByTitle('2 views')).toHaveText('2×');
    await status.getByRole('button', { name: /^Zoom/ }).click();
    await expect(status.getByRole('button', { name: /^Zoom/ })).toContainText('100 %');
    await expect(label.getByTitle('2 views')).toBeVisible();
    for (let i = 0; i < 3; i += 1) await page.getByRole('button', { name: 'Zoom Out' }).click();
    await expect(page.getByRole('region', { name: 'Drawing' })).toHaveAttribute('data-middle', 'true');
    await expect(label.getByTitle('2 views')).toBeHidden();
    for (let i = 0; i < 2; i += 1) await page.getByRole('button', { name: 'Zoom Out' }).click();
    await expect(label).toBeHidden();
    await page.getByRole('button', { name: 'Fit View' }).click();
  });

  await test.step('a term of the formula and its node show each other', async () => {
    const formula = page.getByRole('group', { name: 'Loss as drawn' });
    const term = formula.locator('.katex-html [data-term]').filter({ hasText: /^f$/ });
    await term.hover();
    await expect(editor.node('encoder')).toHaveAttribute('data-pointed-at', 'true');
    await editor.node('projector').hover();
    await expect(editor.node('encoder')).not.toHaveAttribute('data-pointed-at', 'true');
    await expect(formula.locator('.katex-html [data-lit]')).toHaveText('g');
    await page
      .getByRole('list', { name: 'Nodes of the formula' })
      .getByRole('button', { name: /NT-Xent/ })
      .focus();
    await expect(editor.node('ntXent')).toHaveAttribute('data-pointed-at', 'true');
    await page.locator('.react-flow__node[data-id="encoder"]').focus();
    await expect(formula.locator('.katex-html [data-lit]')).toHaveText('f');
  });

  await test.step('a loss shows its value while it is trained', async () => {
    await editor.setSteps(3);
    await editor.button('Train').click();
    await editor.untilStep(3);
    const face = editor.node('ntXent').getByRole('img', { name: /^Loss: now \d/ });
    await expect(face).toBeVisible();
  });
  expect(editor.faults).toEqual([]);
});

test('cards show the images that leave their nodes, and follow what is changed', async ({ page }) => {
  const editor = new Editor(page, { whole: true });
  await editor.open();
  const views = editor.node('augment').getByRole('img', {
    name: '4 images of the dataset, 2 views of each',
    exact: true,
  });
  let first: string[] = [];

  await test.step('nothing of it is loaded before the first paint', async () => {
    await expect(views.locator('canvas')).toHaveCount(8);
    const times = await page.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const worker = performance
        .getEntriesByType('resource')
        .find(({ name }) => name.includes('samples.worker'));
      return { paint: paint?.startTime ?? Infinity, worker: worker?.startTime ?? -Infinity };
    });
    expect(times.worker).toBeGreaterThan(times.paint);
  });

  await test.step('images of the dataset, and two different views of each', async () => {
    await expect
      .poll(async () => (await thumbnails(page, 'augment')).filter((pixels) => pixels !== '').length)
      .toBeGreaterThanOrEqual(6);
    first = await thumbnails(page, 'augment');
    expect(new Set(first).size).toBeGreaterThanOrEqual(6);
    const images = await thumbnails(page, 'images');
    expect(images).toHaveLength(4);
    expect(images.every((pixels) => pixels !== '')).toBe(true);
  });

  await test.step('views follow a param within a moment, and come back with undo', async () => {
    await editor.node('augment').locator('.card-title').click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect(inspector.getByRole('img', { name: /^4 images/ })).toBeVisible();
    await editor.field('Smallest crop').fill('1');
    await editor.field('Smallest crop').press('Enter');
    await expect.poll(() => thumbnails(page, 'augment'), { timeout: 3000 }).not.toEqual(first);
    await editor.button('Undo').click();
    await expect.poll(() => thumbnails(page, 'augment')).toEqual(first);
  });

  await test.step('more views are shown side by side', async () => {
    await editor.field('Views').fill('3');
    await editor.field('Views').press('Enter');
    await expect(
      editor
        .node('augment')
        .getByRole('img', { name: '2 images of the dataset, 3 views of each', exact: true }),
    ).toBeVisible();
    await expect(editor.node('augment').locator('canvas')).toHaveCount(6);
    await editor.button('Undo').click();
    await expect.poll(() => thumbnails(page, 'augment')).toEqual(first);
  });

  await test.step('other samples are drawn from the card and as an action', async () => {
    await views.hover();
    await editor.node('augment').getByRole('button', { name: 'Other samples' }).click();
    await expect.poll(() => thumbnails(page, 'augment')).not.toEqual(first);
    const second = await thumbnails(page, 'augment');
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: /command/i }).fill('Other samples');
    await enterOption(page, 'Other samples');
    await expect.poll(() => thumbnails(page, 'augment')).not.toEqual(second);
  });

  await test.step('a card whose images cannot be had says so, and recovers', async () => {
    await editor.wire('images.images', 'augment.images').click({ force: true });
    await page.keyboard.press('Delete');
    await expect(editor.node('augment').getByText('No images yet')).toBeVisible();
    await editor.button('Undo').click();
    await expect(views.locator('canvas')).toHaveCount(8);
  });
  expect(editor.faults).toEqual([]);
});

test('every method can be read: no card covers another one, nor does the overview, and its loss fits', async ({
  page,
}) => {
  const editor = new Editor(page, { whole: true });
  await editor.open();
  /** A loss draws its curve below its other lines once it is trained. */
  const CURVE = 48;
  for (const { document } of templates) {
    const { title } = (document as { meta: { title: string } }).meta;
    await test.step(title, async () => {
      await editor.openMethod(title);
      await expect(page.getByLabel('Name of the drawing')).toHaveValue(title);
      // the view glides to the drawing
      await expect.poll(() => covering(page)).toEqual([]);
      const boxes = await cards(page);
      const overlaps = boxes.flatMap((a, i) =>
        boxes.slice(i + 1).flatMap((b) => {
          const grown = [a, b].map((box) => ({ ...box, height: box.height + (box.loss ? CURVE : 0) }));
          return overlap(grown[0]!, grown[1]!) ? [`${a.id} and ${b.id}`] : [];
        }),
      );
      expect(overlaps).toEqual([]);
      // what it minimises can be read without scrolling
      const beyond = page
        .getByRole('group', { name: 'Loss as drawn' })
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(await beyond).toBeLessThanOrEqual(1);
    });
  }
});

interface Card {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly loss: boolean;
}

/** Room that every card has to itself, in the drawing's own measure. */
const GAP = 10;

function overlap(a: Card, b: Card): boolean {
  const apart = (from: number, size: number, to: number) => from + size + GAP <= to;
  return !(
    apart(a.x, a.width, b.x) ||
    apart(b.x, b.width, a.x) ||
    apart(a.y, a.height, b.y) ||
    apart(b.y, b.height, a.y)
  );
}

/** Cards where they are drawn, in the drawing's own measure. */
async function cards(page: Page): Promise<Card[]> {
  return page.locator('.react-flow__node').evaluateAll((nodes) =>
    (nodes as HTMLElement[]).map((node) => {
      const { m41: x, m42: y } = new DOMMatrix(node.style.transform);
      const loss = node.querySelector('[data-category="loss"]') !== null;
      return { id: node.dataset['id']!, x, y, width: node.offsetWidth, height: node.offsetHeight, loss };
    }),
  );
}

/** Cards below the overview, on the screen. */
async function covering(page: Page): Promise<string[]> {
  return page.locator('.react-flow__minimap').evaluate((overview) => {
    const { left, top } = overview.getBoundingClientRect();
    return [...document.querySelectorAll<HTMLElement>('.react-flow__node')].flatMap((node) => {
      const { right, bottom } = node.getBoundingClientRect();
      return right > left && bottom > top ? [node.dataset['id']!] : [];
    });
  });
}
