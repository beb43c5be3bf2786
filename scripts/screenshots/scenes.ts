import { expect, type Locator, type Page } from '@playwright/test';
import type { Editor } from '../../e2e/support/editor.ts';
import { documentSchema } from '../../src/document/schema.ts';
import { templates } from '../../templates/index.ts';

type Size = readonly [width: number, height: number];

/** A picture of the editor: how it comes about, and what of the page is shown. */
export interface Scene {
  readonly name: string;
  readonly size?: Size;
  /** Gives what is to be shown: a part of the page or the bytes of a PNG; the whole page where it gives neither. */
  readonly set: (editor: Editor) => Promise<unknown>;
}

const LARGE: Size = [1440, 900];
const SMALL: Size = [1024, 768];

export const USUAL_SIZE = LARGE;

async function train(editor: Editor, steps: number): Promise<void> {
  await editor.button('Train').click();
  await editor.untilStep(steps, 600_000);
}

async function pause(editor: Editor): Promise<void> {
  await editor.button('Pause').click();
  await expect(editor.button('Resume')).toBeVisible();
}

async function dismissOffer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Not now' }).click();
}

const canvas = (page: Page): Locator => page.locator('.canvas');

/** What stands alone: the canvas of each method, as its paper's figure has it. */
const methods: readonly Scene[] = templates.map(({ id, document }) => ({
  name: `method-${id}`,
  set: async (editor) => {
    await dismissOffer(editor.page);
    await editor.openMethod(documentSchema.parse(document).meta.title);
    await editor.page.getByRole('tab', { name: 'Nodes' }).click();
    await editor.page.keyboard.press('f');
    return canvas(editor.page);
  },
}));

export const SCENES: readonly Scene[] = [
  { name: 'editor', set: (editor) => train(editor, 210) },
  { name: 'editor-1024', size: SMALL, set: (editor) => train(editor, 40) },
  ...methods,
  {
    name: 'gallery',
    set: async ({ page }) => {
      await page.keyboard.press('ControlOrMeta+Shift+o');
      await expect(page.getByRole('dialog').locator('svg.drawing-picture').last()).toBeVisible();
    },
  },
  {
    name: 'inspector',
    set: async (editor) => {
      await editor.node('ntXent').click();
      const inspector = editor.page.getByRole('complementary', { name: 'Inspector' });
      await expect(inspector.locator('.katex').first()).toBeVisible();
      return inspector;
    },
  },
  {
    name: 'node-menu',
    set: async ({ page }) => {
      await dismissOffer(page);
      const box = (await canvas(page).boundingBox())!;
      await page.mouse.dblclick(box.x + 0.6 * box.width, box.y + 0.8 * box.height);
      await page.getByPlaceholder('Search node types').fill('sg');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'commands',
    set: async ({ page }) => {
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('dialog').getByRole('combobox').fill('al');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'refusal',
    set: async (editor) => {
      const { page } = editor;
      await dismissOffer(page);
      await editor.openMethod('SimSiam');
      await page.getByTestId('node-stopGradient').click();
      await page.keyboard.press('Delete');
      await editor.drag(
        editor.port('projector', 'output', 'embedding'),
        editor.port('optimiser', 'input', 'loss'),
      );
      // what is said may reach beyond the canvas: the whole page is shown
      await expect(page.locator('.callout').first()).toBeVisible();
    },
  },
  {
    name: 'problem',
    set: async (editor) => {
      const { page } = editor;
      await train(editor, 30);
      await pause(editor);
      await editor.wire('projector.embedding', 'normalize.input').click();
      await page.keyboard.press('Delete');
      await page.getByRole('tab', { name: /^Problems/ }).click();
      await editor.node('normalize').click();
    },
  },
  {
    name: 'ablation',
    set: async (editor) => {
      const { page } = editor;
      await editor.openMethod('SimSiam');
      await editor.node('stopGradient').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Train with and without' }).click();
      const lab = page.getByRole('region', { name: 'Lab' });
      await expect(lab.getByText(/^Seed 1 · step ([6-9]\d|\d{3})/)).toBeVisible({ timeout: 200_000 });
      await lab.getByRole('button', { name: 'Stop both' }).click();
      await expect(lab.getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'code',
    set: async (editor) => {
      const { page } = editor;
      await page.getByRole('tab', { name: 'Code' }).click();
      await expect(page.locator('.cm-line').nth(5)).toBeVisible({ timeout: 30_000 });
      await editor.node('encoder').click();
      await expect(page.locator('.code-lit').first()).toBeVisible();
    },
  },
  {
    name: 'embedding',
    set: async (editor) => {
      const { page } = editor;
      await editor.setSteps(150);
      await editor.button('Train').click();
      await editor.untilStep(150, 300_000);
      await page.getByRole('tab', { name: 'Embedding' }).click();
      const map = page.getByRole('figure', { name: 'After step 150' }).getByRole('img');
      await map.focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
      await expect(page.getByRole('region', { name: 'Nearest neighbours' }).getByRole('button')).toHaveCount(
        16,
      );
    },
  },
  {
    name: 'runs',
    set: async (editor) => {
      const { page } = editor;
      await dismissOffer(page);
      const lab = page.getByRole('region', { name: 'Lab' });
      await editor.setSteps(60);
      for (const seed of ['1', '2', '3']) {
        const field = page.getByRole('banner').getByRole('textbox', { name: 'Seed' });
        await field.fill(seed);
        await field.press('Enter');
        await editor.button('Train').click();
        await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 600_000 });
      }
      await lab.getByRole('tab', { name: 'Runs' }).click();
      await lab.getByRole('checkbox', { name: 'seed 1 over' }).click();
      await lab.getByRole('checkbox', { name: 'seed 2 over' }).click();
      await lab.getByRole('button', { name: 'See them on the charts' }).click();
    },
  },
  {
    name: 'sweep',
    set: async (editor) => {
      const { page } = editor;
      await dismissOffer(page);
      await editor.setSteps(16);
      await editor.node('ntXent').click();
      await page.getByRole('button', { name: 'Sweep Temperature' }).click();
      const form = page.getByRole('region', { name: 'Sweep' });
      await form.getByRole('textbox', { name: 'Values' }).fill('0.1, 0.5, 1');
      await form.getByRole('textbox', { name: 'Seeds' }).fill('1, 2, 3');
      await form.getByRole('button', { name: 'Sweep: 9 runs' }).click();
      await expect(page.getByText('9 of 9 runs have ended')).toBeVisible({ timeout: 600_000 });
    },
  },
  {
    name: 'compare',
    set: async (editor) => {
      const { page } = editor;
      await editor.openMethod('SimSiam');
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('dialog').getByRole('combobox').fill('Compare drawings');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Compare drawings' });
      await expect(dialog.locator('.compare-added').first()).toBeVisible();
    },
  },
  {
    name: 'stepper',
    set: async (editor) => {
      const { page } = editor;
      await dismissOffer(page);
      await page.getByRole('tab', { name: 'Step through' }).click();
      const lab = page.getByRole('region', { name: 'Lab' });
      await expect(lab.getByRole('button', { name: 'Take again' })).toBeVisible({ timeout: 60_000 });
      await lab.getByRole('tab', { name: 'Forward' }).click();
    },
  },
  {
    name: 'gradient',
    set: async (editor) => {
      await editor.openMethod('BYOL');
      await editor.page.keyboard.press('g');
    },
  },
  {
    name: 'tour',
    set: async (editor) => {
      await editor.page.getByRole('button', { name: 'Take the tour' }).click();
      await editor.page.getByRole('button', { name: 'Next' }).click();
      await expect(editor.page.getByRole('dialog', { name: 'Press Train' })).toBeVisible();
    },
  },
  {
    name: 'outline',
    size: SMALL,
    set: async ({ page }) => {
      await page.getByRole('tab', { name: 'Outline' }).click();
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'export',
    set: async (editor) => {
      const { page } = editor;
      await expect(editor.node('augment').locator('canvas')).toHaveCount(8);
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Menu', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Export as PNG' }).click();
      const chunks: Buffer[] = [];
      for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
  },
];
