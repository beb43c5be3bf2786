import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

test('open, train, read the metrics, edit, break, mend, train, stop, reload', async ({ page }) => {
  test.setTimeout(300_000);
  const editor = new Editor(page, { whole: true });
  await editor.open();

  // train: the first step is seen, the loss falls, the untrained encoder's values stand beside
  await editor.setSteps(60);
  await editor.button('Train').click();
  await editor.untilStep(1);
  const first = await editor.number('loss');
  await editor.untilStep(25);
  await expect(editor.reading('twin retrieval')).toContainText('untrained');
  await expect(editor.reading('std·√d')).toContainText('untrained');
  expect(await editor.number('loss')).toBeLessThan(first);

  // pause and step by hand
  await editor.button('Pause').click();
  await expect(editor.button('Resume')).toBeEnabled();
  // the step that was under way when it was paused is told of a moment later
  let paused = -1;
  await expect(async () => {
    const before = await editor.step();
    await editor.page.waitForTimeout(300);
    paused = await editor.step();
    expect(paused).toBe(before);
  }).toPass();
  await editor.button('Step').click();
  await expect.poll(() => editor.step()).toBe(paused + 1);
  await expect(editor.button('Resume')).toBeEnabled();

  // change the temperature, go on from the same weights
  await editor.node('ntXent').click();
  await editor.field('Temperature τ').fill('0.5');
  await editor.field('Temperature τ').press('Enter');
  await expect(editor.node('ntXent')).toContainText('0.5');
  await expect(editor.button('Resume')).toBeEnabled();

  // cut a wire: what that breaks is said, at the node and in the list, and training is refused
  await editor.wire('projector.embedding', 'normalize.input').click();
  await page.keyboard.press('Delete');
  await expect(editor.wire('projector.embedding', 'normalize.input')).toHaveCount(0);
  await editor.button('Resume').or(editor.button('Train')).click();
  await expect(editor.problem('GRAPH_MISSING_INPUT')).toContainText('normalize');
  await editor.problem('GRAPH_MISSING_INPUT').getByRole('button').first().click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('L2 normalise');

  // mend it by drawing the wire again, train on to the end
  await editor.drag(
    editor.port('projector', 'output', 'embedding'),
    editor.port('normalize', 'input', 'vectors'),
  );
  await expect(editor.wire('projector.embedding', 'normalize.input')).toHaveCount(1);
  await expect(editor.problem('GRAPH_MISSING_INPUT')).toHaveCount(0);
  await editor.button('Resume').or(editor.button('Train')).click();
  await editor.untilStep(paused + 3);
  await editor.button('Stop').click();
  await expect(editor.button('Stop')).toBeDisabled();

  // reload: the drawing is as it was left
  await expect(page.getByLabel(/^Autosave: Saved/)).toBeVisible();
  await page.reload();
  await expect(editor.node('ntXent')).toContainText('0.5');
  await expect(editor.wire('projector.embedding', 'normalize.input')).toHaveCount(1);
  expect(editor.faults).toEqual([]);
});

test('undo and redo take back and repeat every edit', async ({ page }) => {
  const editor = new Editor(page, { whole: true });
  await editor.open();
  await editor.node('retrievalProbe').click();
  await page.keyboard.press('Delete');
  await expect(editor.node('retrievalProbe')).toHaveCount(0);
  await editor.node('ntXent').click();
  await editor.field('Temperature τ').fill('0.9');
  await editor.field('Temperature τ').press('Enter');

  await editor.button('Undo').click();
  await expect(editor.node('ntXent')).not.toContainText('0.9');
  await editor.button('Undo').click();
  await expect(editor.node('retrievalProbe')).toBeVisible();
  await expect(editor.wire('encoder.embedding', 'retrievalProbe.embedding')).toHaveCount(1);
  await editor.button('Redo').click();
  await expect(editor.node('retrievalProbe')).toHaveCount(0);
});

test('a node from the palette is added, connected and deleted', async ({ page }) => {
  const editor = new Editor(page, { whole: true });
  await editor.open();
  await page
    .getByRole('searchbox', { name: /nodes/i })
    .or(page.getByPlaceholder('Search nodes'))
    .fill('stop');
  await page.getByRole('button', { name: 'Add Stop-gradient' }).click();
  await expect(page.locator('[data-testid^="node-stopGradient"]')).toBeVisible();
  expect(editor.faults).toEqual([]);
});

test('a drawing is saved to a file and opened again', async ({ page }) => {
  const editor = new Editor(page, { whole: true });
  await editor.open();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const saved = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of saved) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'unlabel', version: 3 });

  const renamed = { ...JSON.parse(text), meta: { ...JSON.parse(text).meta, title: 'Opened again' } };
  await editor.openFile('again.unlabel.json', JSON.stringify(renamed));
  await expect(page.getByLabel('Name of the drawing')).toHaveValue('Opened again');
});
