import type { Page } from '@playwright/test';
import type { FrameRecord } from './record-frames.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Moves of the pointer in one gesture; a browser gives a page one move for each frame. */
const MOVES = 90;
/** The way a gesture goes, in pixels. */
const RADIUS = 70;

/** What is done to a canvas, by name, with the mouse of a person. */
export type Gesture = 'pan' | 'drag a node' | 'drag a selection' | 'zoom';
export const GESTURES: readonly Gesture[] = ['pan', 'drag a node', 'drag a selection', 'zoom'];

const settle = (page: Page): Promise<void> => page.waitForTimeout(500);

async function recorded(page: Page, act: () => Promise<void>): Promise<FrameRecord> {
  await page.evaluate(() => window.frameRecorder.start());
  await act();
  return page.evaluate(() => window.frameRecorder.stop());
}

/** Round in a circle and back to where it began, with the button held. */
async function circle(page: Page, from: Point): Promise<void> {
  for (let i = 1; i <= MOVES; i++) {
    const angle = (2 * Math.PI * i) / MOVES;
    await page.mouse.move(from.x + RADIUS * Math.sin(angle), from.y + RADIUS * (1 - Math.cos(angle)));
  }
}

async function dragged(page: Page, from: Point): Promise<FrameRecord> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // the way that tells a drag from a click
  await page.mouse.move(from.x + 4, from.y + 4);
  await settle(page);
  const record = await recorded(page, () => circle(page, from));
  await page.mouse.up();
  return record;
}

/** A point of the canvas where this selector is met, as near to a place of it as can be: shares of its width and height. */
async function pointOn(page: Page, selector: string, place = { x: 0.5, y: 0.5 }): Promise<Point> {
  const point = await page.evaluate(
    ([wanted, near]) => {
      const { left, top, width, height } = document.querySelector('.react-flow')!.getBoundingClientRect();
      const points: { x: number; y: number; far: number }[] = [];
      for (let x = left + 90; x < left + width - 90; x += 3) {
        for (let y = top + 30; y < top + height - 160; y += 3) {
          const far = Math.hypot(x - left - width * near.x, y - top - height * near.y);
          points.push({ x, y, far });
        }
      }
      points.sort((a, b) => a.far - b.far);
      return points.find(({ x, y }) => document.elementFromPoint(x, y)?.matches(wanted));
    },
    [selector, place] as const,
  );
  if (!point) throw new Error(`nothing of the canvas is ${selector}`);
  return point;
}

const ON_NODE = '.react-flow__node, .react-flow__node *:not(.react-flow__handle, button, button *)';

/** Selects what lies fully between two places of the canvas. */
async function selectBetween(page: Page, first: Point, last: Point): Promise<void> {
  const box = (await page.locator('.react-flow').boundingBox())!;
  const from = await pointOn(page, '.react-flow__pane', first);
  await page.keyboard.down('Shift');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width * last.x, box.y + box.height * last.y);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page.locator('.react-flow__nodesselection-rect').waitFor();
}

/** `close`: cards are seen in their own size. */
export async function perform(page: Page, gesture: Gesture, close: boolean): Promise<FrameRecord> {
  await settle(page);
  switch (gesture) {
    case 'pan':
      return dragged(page, await pointOn(page, '.react-flow__pane'));
    case 'drag a node':
      return dragged(page, await pointOn(page, ON_NODE));
    case 'drag a selection': {
      if (close) await selectBetween(page, { x: 0.12, y: 0.1 }, { x: 0.95, y: 0.95 });
      else await selectBetween(page, { x: 0.33, y: 0.33 }, { x: 0.66, y: 0.66 });
      const record = await dragged(page, await pointOn(page, '.react-flow__nodesselection-rect'));
      const pane = await pointOn(page, '.react-flow__pane');
      await page.mouse.click(pane.x, pane.y);
      return record;
    }
    case 'zoom': {
      const pane = await pointOn(page, '.react-flow__pane');
      await page.mouse.move(pane.x, pane.y);
      await settle(page);
      return recorded(page, async () => {
        for (let i = 0; i < MOVES; i++) await page.mouse.wheel(0, i % 30 < 15 ? -16 : 16);
      });
    }
  }
}

/** Writes numbers into a parameter's field, each digit and Enter by itself. */
export async function type(page: Page, label: string, values: readonly string[]): Promise<FrameRecord> {
  const field = page
    .getByRole('complementary', { name: 'Inspector' })
    .getByRole('textbox', { name: label, exact: true });
  await field.waitFor();
  await settle(page);
  return recorded(page, async () => {
    for (const value of values) {
      await field.press('Control+a');
      await field.pressSequentially(value, { delay: 60 });
      await field.press('Enter');
      await page.waitForTimeout(60);
    }
  });
}
