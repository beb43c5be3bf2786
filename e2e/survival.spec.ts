import { expect, test, type Page } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { SMALL_DRAWING } from './support/small-drawing.ts';

/** Emulated graphics on a busy machine; a quiet one with a graphics card needs a second or two. */
const PATIENCE = 120_000;
test.setTimeout(400_000);

async function training(page: Page, backend: string): Promise<Editor> {
  const editor = new Editor(page);
  await editor.open();
  await editor.openFile('small.unlabel.json', JSON.stringify(SMALL_DRAWING));
  await editor.selectBackend(backend);
  await editor.button('Train').click();
  await editor.untilStep(3);
  return editor;
}

/** The run goes on beyond the step it was lost at, and says so; how long that took is noted with the test. */
async function goesOn(editor: Editor, lose: () => Promise<void>): Promise<void> {
  const before = await editor.step();
  const start = Date.now();
  await lose();
  await editor.page.getByRole('tab', { name: /^Problems/ }).click();
  await expect(editor.problem('RUN_TAKEN_UP')).toContainText('went on by itself from the checkpoint');
  await expect(editor.button('Pause')).toBeEnabled({ timeout: PATIENCE });
  const description = `${Date.now() - start} ms from the loss until it runs again`;
  test.info().annotations.push({ type: 'recovery', description });
  await editor.untilStep(before + 3, PATIENCE);
  await editor.button('Stop').click();
  expect(editor.faults).toEqual([]);
}

test('a run whose graphics device is lost goes on from its last checkpoint', async ({ page, browser }) => {
  const editor = await training(page, 'WebGPU');
  const session = await browser.newBrowserCDPSession();
  await goesOn(editor, async () => {
    await session.send('Browser.crashGpuProcess').catch(() => undefined);
  });
});

test('a run whose worker crashes goes on from its last checkpoint', async ({ page }) => {
  const editor = await training(page, 'WASM');
  // one that is ready to take over may wait beside it
  const [worker] = page.workers();
  await goesOn(editor, () =>
    worker!.evaluate(() => {
      setTimeout(() => {
        throw new Error('crashed on purpose');
      });
    }),
  );
});
