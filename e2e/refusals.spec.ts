import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';

const TEMPLATE = JSON.parse(readFileSync('templates/simclr.json', 'utf8'));

/** SimCLR with other parameters on one node. */
function simclr(node: string, params: object, edges: object[] = []): string {
  const document = structuredClone(TEMPLATE);
  const { graph } = document.stages[0];
  Object.assign(graph.nodes.find(({ id }: { id: string }) => id === node).params, params);
  graph.edges.push(...edges);
  return JSON.stringify(document);
}

test.describe('files that cannot be opened leave the drawing as it is', () => {
  const text = JSON.stringify(TEMPLATE);
  test('newer, cut short, of something else, with a missing field', async ({ page }) => {
    const editor = new Editor(page);
    await editor.open();
    for (const [name, content, code] of [
      ['newer.json', JSON.stringify({ ...TEMPLATE, version: 99 }), 'DOC_NEWER'],
      ['truncated.json', text.slice(0, text.length / 2), 'DOC_NOT_JSON'],
      ['another.json', '{"hello": "world"}', 'DOC_NOT_UNLABEL'],
      ['field.json', JSON.stringify({ ...TEMPLATE, stages: [] }), 'DOC_INVALID'],
    ] as const) {
      await test.step(`${name}: ${code}`, async () => {
        await editor.openFile(name, content);
        const dialog = page.getByRole('dialog');
        await expect(dialog).toContainText(code);
        await expect(dialog).toContainText('Your drawing is unchanged');
        await dialog.getByRole('button', { name: 'Close' }).click();
        await expect(editor.node('encoder')).toBeVisible();
        await expect(editor.button('Train')).toBeEnabled();
        await expect(dialog).toHaveCount(0);
      });
    }
    expect(editor.faults).toEqual([]);
  });

  test('a JSON of 100 MB: DOC_TOO_LARGE, before it is read', async ({ page }) => {
    const editor = new Editor(page);
    await editor.open();
    // made in the page: a file of this size would not pass through the test's own connection
    await page.getByLabel('Open a drawing from a file').evaluate((input: HTMLInputElement) => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(100 * 1024 * 1024).fill(32)], 'huge.json'));
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await expect(page.getByRole('dialog')).toContainText('DOC_TOO_LARGE');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect(editor.node('encoder')).toBeVisible();
    expect(editor.faults).toEqual([]);
  });
});

test.describe('drawings that cannot be trained say why', () => {
  test('a batch of one, a wire of the wrong kind, a circle', async ({ page }) => {
    const editor = new Editor(page);
    await editor.open();
    for (const [code, content, about] of [
      ['SHAPE_BATCH_OF_ONE', simclr('images', { batchSize: 1 }), 'ntXent'],
      ['GRAPH_KIND_MISMATCH', simclr('images', {}, [{ from: 'images.images', to: 'ntXent.b' }]), 'ntXent'],
      [
        'GRAPH_CYCLE',
        simclr('images', {}).replace(
          '{"from":"encoder.embedding","to":"projector.embedding"}',
          '{"from":"projector.embedding","to":"projector.embedding"}',
        ),
        'projector',
      ],
    ] as const) {
      await test.step(code, async () => {
        await editor.openFile('drawing.json', content);
        await editor.button('Train').click();
        await expect(editor.problem(code).filter({ hasText: about }).first()).toBeVisible();
        await expect(editor.node('encoder')).toBeVisible();
      });
    }
    expect(editor.faults).toEqual([]);
  });

  test('a wire that cannot be is refused with its reason', async ({ page }) => {
    const editor = new Editor(page);
    await editor.open();
    await editor.drag(
      editor.port('images', 'output', 'images'),
      editor.port('projector', 'input', 'embedding'),
    );
    await expect(page.getByText('Put an encoder between them.').first()).toBeVisible();
    await expect(editor.wire('images.images', 'projector.embedding')).toHaveCount(0);
    await expect(editor.wire('encoder.embedding', 'projector.embedding')).toHaveCount(1);
  });
});

test('a learning rate of 1e9 ends in a diagnostic that names the node; the drawing can be trained again', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.openFile('hot.json', simclr('optimiser', { learningRate: 1e9, warmupSteps: 0 }));
  await editor.button('Train').click();
  await page.getByRole('tab', { name: /^Problems/ }).click();
  await expect(editor.problem('RUN_NOT_FINITE')).toBeVisible({ timeout: 90_000 });
  await expect(editor.problem('RUN_NOT_FINITE').getByRole('button').first()).toBeVisible();

  await editor.node('optimiser').click();
  await editor.field('Learning rate').fill('0.001');
  await editor.field('Learning rate').press('Enter');
  await editor.button('Restart').click();
  await editor.untilStep(2);
  expect(editor.faults).toEqual([]);
});

test('an autosaved drawing that cannot be read is set aside, explained and offered as a file', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  await page.evaluate(
    async (text) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('unlabel');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      await new Promise((resolve) => {
        const write = database.transaction('drawings', 'readwrite');
        write.objectStore('drawings').put({ text, preset: null }, 'current');
        write.oncomplete = resolve;
      });
      database.close();
    },
    JSON.stringify({ ...TEMPLATE, version: 99 }),
  );
  await page.reload();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('DOC_NEWER');
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save it to a file' }).click();
  expect((await saved).suggestedFilename()).toBe('last-visit.unlabel.json');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(editor.button('Train')).toBeEnabled();
  expect(editor.faults).toEqual([]);
});
