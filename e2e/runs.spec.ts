import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { SMALL_DRAWING } from './support/small-drawing.ts';
import { withoutViolations } from './support/without-violations.ts';

const DRAWING = JSON.stringify({
  ...SMALL_DRAWING,
  stages: SMALL_DRAWING.stages.map((stage) => ({ ...stage, run: { steps: 12, seed: 3 } })),
});

test('a database of the version before keeps what it holds', async ({ page }) => {
  const editor = new Editor(page);
  await editor.goto('/check.html');
  await page.evaluate(
    (text) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('unlabel', 2);
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('drawings');
          opening.result.createObjectStore('snapshots', { keyPath: 'id' });
        };
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const database = opening.result;
          const work = database.transaction(['drawings', 'snapshots'], 'readwrite');
          const snapshot = { id: 'a', kind: 'named', name: 'from before', savedAt: 1, text, preset: null };
          work.objectStore('snapshots').put(snapshot);
          work.objectStore('drawings').put({ text, preset: null }, 'current');
          work.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
    DRAWING,
  );
  await editor.open();
  await expect(page.getByRole('textbox', { name: 'Name of the drawing' })).toHaveValue('Small');
  await editor.button('Menu').click();
  await page.getByRole('menuitem', { name: 'Snapshots…' }).click();
  await expect(page.getByRole('dialog', { name: 'Snapshots' })).toContainText('from before');
  await page.keyboard.press('Escape');
  await editor.button('Train').click();
  await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(page.getByRole('region', { name: 'Lab' }).getByRole('row')).toHaveCount(2);
  expect(editor.faults).toEqual([]);
});

test('runs are kept over a reload, drawn over the charts, noted, deleted and brought back', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  await editor.openFile('small.unlabel.json', DRAWING);
  const lab = page.getByRole('region', { name: 'Lab' });
  const rows = lab.getByRole('row');
  const train = async () => {
    await editor.button('Train').click();
    await expect(page.getByText(/^Finished/)).toBeVisible({ timeout: 60_000 });
  };

  await test.step('each run that ends is in the list', async () => {
    await train();
    await lab.getByRole('tab', { name: 'Runs' }).click();
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText('too early');
    await page.getByRole('banner').getByRole('textbox', { name: 'Seed' }).fill('4');
    await page.keyboard.press('Enter');
    await train();
    await lab.getByRole('tab', { name: 'Runs' }).click();
    await expect(rows).toHaveCount(3);
    await lab.getByRole('textbox', { name: 'Note on Small, seed 3' }).fill('the first');
    await page.keyboard.press('Enter');
  });

  await test.step('a run is drawn over the present one', async () => {
    await lab.getByRole('checkbox', { name: 'Draw Small, seed 3 over the charts' }).click();
    await withoutViolations(page, '.runs');
    await page.screenshot({ path: test.info().outputPath('runs.png') });
    await lab.getByRole('button', { name: 'See them on the charts' }).click();
    const legend = lab.getByRole('list', { name: 'Runs drawn over the charts' });
    await expect(legend).toContainText('Small, seed 3');
    const loss = lab.getByRole('figure', { name: 'loss', exact: true });
    await expect(loss.locator('[data-run="1"] b')).toHaveText(/\d/);
    await withoutViolations(page, '.lab-train');
    await page.screenshot({ path: test.info().outputPath('overlay.png') });
  });

  await test.step('the page reloaded, they are there with their notes', async () => {
    await page.reload();
    await expect(editor.button('Train')).toBeEnabled();
    await lab.getByRole('tab', { name: 'Runs' }).click();
    await expect(rows).toHaveCount(3);
    await expect(lab.getByRole('textbox', { name: 'Note on Small, seed 3' })).toHaveValue('the first');
  });

  await test.step('one that is deleted can be brought back', async () => {
    await lab.getByRole('button', { name: 'Small, seed 3: what can be done' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(rows).toHaveCount(2);
    await lab.getByRole('button', { name: 'Bring it back' }).click();
    await expect(rows).toHaveCount(3);
  });

  await test.step('a run saved to a file is opened from it, and its drawing with it', async () => {
    const download = page.waitForEvent('download');
    await lab.getByRole('button', { name: 'Small, seed 3: what can be done' }).click();
    await page.getByRole('menuitem', { name: 'Save to a file' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    await lab.getByLabel('Open a run from a file').setInputFiles({
      name: 'other.unlabel-run.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ ...JSON.parse(text), seed: 5, note: 'from a colleague' })),
    });
    await expect(rows).toHaveCount(4);
    await expect(lab.getByRole('textbox', { name: 'Note on Small, seed 5' })).toHaveValue('from a colleague');
    await editor.openFile('broken.unlabel-run.json', text.slice(0, 200));
    await expect(lab.getByRole('alert')).toContainText('DOC_NOT_JSON');
  });

  await test.step('a run comes out the same when it is run again, one whose seed was changed does not', async () => {
    const again = async (name: string) => {
      await lab.getByRole('button', { name: `${name}: what can be done` }).click();
      await page.getByRole('menuitem', { name: 'Run again and compare' }).click();
    };
    const status = lab.getByRole('status').filter({ hasText: 'came out' });
    await again('Small, seed 3');
    await expect(status).toContainText('12 values up to step 12 agree in every bit', { timeout: 60_000 });
    await expect(status).toContainText('so do all weights');
    await again('Small, seed 5');
    await expect(status).toContainText('from step 1 on. The largest relative difference is', {
      timeout: 60_000,
    });
    await page.screenshot({ path: test.info().outputPath('replay.png') });
  });

  await test.step('a link to a run, opened by someone else, runs it again and compares', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await lab.getByRole('button', { name: 'Small, seed 3: what can be done' }).click();
    await page.getByRole('menuitem', { name: 'Copy replay link' }).click();
    await expect(lab.getByRole('status').filter({ hasText: 'Copied' })).toContainText('again and compares');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const context = await page.context().browser()!.newContext();
    const other = await context.newPage();
    await other.goto(link);
    const offer = other.getByRole('status').filter({ hasText: 'The link holds the run “Small, seed 3”' });
    await expect(offer).toBeVisible();
    await withoutViolations(other, '.runs');
    await offer.getByRole('button', { name: 'Run it again and compare' }).click();
    const status = other.getByRole('status').filter({ hasText: 'came out' });
    await expect(status).toContainText('the same: 12 values up to step 12', { timeout: 60_000 });
    await expect(status).toContainText('so do all weights');
    await context.close();
  });

  await test.step('a report is one file that needs no script', async () => {
    await lab.getByRole('checkbox', { name: 'Draw Small, seed 3 over the charts' }).click();
    // their drawing has left the canvas
    await editor.openMethod('SimSiam');
    const download = page.waitForEvent('download');
    await lab.getByRole('button', { name: 'Save a report of them' }).click();
    const html = readFileSync(await (await download).path(), 'utf8');
    expect(html).toContain('<h1>2 runs</h1>');
    expect(html.match(/<img src="data:image\/png;base64,[^"]+" alt="Drawing of Small"/g)).toHaveLength(2);
    const reader = await page
      .context()
      .browser()!
      .newContext({ javaScriptEnabled: false, colorScheme: 'dark' });
    const report = await reader.newPage();
    await report.setContent(html);
    await expect(report.getByRole('img', { name: 'loss' })).toBeVisible();
    await expect(report.getByText('from a colleague').first()).toBeVisible();
    await report.screenshot({ path: test.info().outputPath('report.png'), fullPage: true });
    await reader.close();
  });
  expect(editor.faults).toEqual([]);
});
