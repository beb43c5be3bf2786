import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { Editor } from './support/editor.ts';
import { POPUPS, withoutViolations } from './support/without-violations.ts';

// several pages in one test, on machines that are shared
test.describe.configure({ timeout: 300_000 });

const titleField = (page: Page) => page.getByLabel('Name of the drawing');

async function rename(page: Page, title: string): Promise<void> {
  await titleField(page).fill(title);
  await titleField(page).press('Enter');
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByLabel(/^Autosave: Saved/)).toBeAttached();
}

/** What the page's database holds under a key of a store; all of it without one. */
function stored(page: Page, store: string, key?: string): Promise<unknown> {
  return page.evaluate(
    async ([from, at]) => {
      const request = indexedDB.open('unlabel');
      const database = await new Promise<IDBDatabase>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
      const objects = database.transaction(from!).objectStore(from!);
      const read = at === undefined ? objects.getAll() : objects.get(at);
      const value = await new Promise<unknown>((resolve) => {
        read.onsuccess = () => resolve(read.result as unknown);
      });
      database.close();
      return value;
    },
    [store, key] as const,
  );
}

test('the history lists named steps and goes to any of them, by mouse and by keyboard', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await rename(page, 'First');
  await editor.setSteps(77);
  await editor.node('retrievalProbe').click();
  await page.keyboard.press('Delete');
  await expect(editor.node('retrievalProbe')).toHaveCount(0);

  await editor.button('History').click();
  const steps = page.getByRole('menu', { name: 'Steps of the drawing' }).getByRole('menuitemradio');
  await expect(steps).toHaveCount(4);
  await expect(steps.nth(0)).toHaveAttribute('aria-checked', 'true');
  await withoutViolations(page, POPUPS);

  await steps.nth(3).click();
  await expect(steps.nth(3)).toHaveAttribute('aria-checked', 'true');
  await expect(titleField(page)).toHaveValue('SimCLR');
  await expect(editor.node('retrievalProbe')).toBeVisible();
  await steps.nth(1).click();
  await expect(titleField(page)).toHaveValue('First');
  await expect(editor.node('retrievalProbe')).toBeVisible();
  await page.keyboard.press('Escape');

  await editor.button('History').focus();
  await page.keyboard.press('Enter');
  // a menu takes the keys once it has the focus
  await expect(steps.and(page.locator(':focus'))).toHaveCount(1);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(editor.node('retrievalProbe')).toHaveCount(0);
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(titleField(page)).toHaveValue('SimCLR');
  expect(editor.faults).toEqual([]);
});

test('a snapshot is kept by name, restored, renamed, deleted and brought back', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await rename(page, 'My method');
  await choose(page, 'Snapshots…');
  const dialog = page.getByRole('dialog', { name: 'Snapshots' });
  await expect(dialog).toContainText('No snapshot yet');
  await dialog.getByLabel('Name of the new snapshot').fill('before the change');
  await page.keyboard.press('Enter');
  const list = dialog.getByRole('list', { name: 'Snapshots' }).getByRole('listitem');
  await expect(list).toHaveCount(1);
  await expect(list.first()).toContainText('My method');
  await expect(list.first()).toContainText(/\d+ nodes/);
  await expect(list.first().locator('svg.drawing-picture rect').first()).toBeVisible();
  await withoutViolations(page, POPUPS);
  await dialog.getByRole('button', { name: 'Close' }).click();

  // another drawing is opened: the one before is kept without being asked for
  await rename(page, 'My changed method');
  await new Editor(page).openMethod('BYOL');
  await expect(titleField(page)).toHaveValue('BYOL');
  await page.keyboard.press('Control+Alt+s');
  await expect(list).toHaveCount(2);
  await page.reload();
  await expect(titleField(page)).toHaveValue('BYOL');
  await page.keyboard.press('Control+Alt+s');
  await expect(list).toHaveCount(2);
  await expect(list.first()).toContainText('before another drawing was opened');
  await dialog.getByRole('button', { name: 'Restore before the change' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(titleField(page)).toHaveValue('My method');
  await editor.button('Undo').click();
  await expect(titleField(page)).toHaveValue('BYOL');

  await page.keyboard.press('Control+Alt+s');
  await dialog.getByRole('button', { name: 'Rename before the change' }).click();
  await dialog.getByLabel('Name of the snapshot').fill('the one that works');
  await page.keyboard.press('Enter');
  const file = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the one that works to a file' }).click();
  expect(JSON.parse(readFileSync(await (await file).path(), 'utf8'))).toMatchObject({
    meta: { title: 'My method' },
  });
  await dialog.getByRole('button', { name: 'Delete the one that works' }).click();
  await expect(list).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Bring it back' }).click();
  await expect(list).toHaveCount(2);
  await expect(list.filter({ hasText: 'the one that works' })).toHaveCount(1);
  expect(editor.faults).toEqual([]);
});

test('a full storage is said, nothing is lost, and saving works again once there is room', async ({
  page,
}) => {
  const editor = new Editor(page);
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if ((window as { full?: boolean }).full) throw new DOMException('full', 'QuotaExceededError');
      return key === undefined ? put.call(this, value) : put.call(this, value, key);
    };
  });
  await editor.open();
  await page.evaluate(() => Object.assign(window, { full: true }));
  await rename(page, 'No room');
  await expect(page.getByLabel('Autosave: Not saved')).toBeVisible();
  await page.getByLabel('Autosave: Not saved').hover();
  await expect(page.getByText('no room left')).toBeVisible();
  await page.keyboard.press('Control+Alt+s');
  const dialog = page.getByRole('dialog', { name: 'Snapshots' });
  await dialog.getByRole('button', { name: 'Save snapshot' }).click();
  await expect(dialog.getByRole('alert')).toContainText('DOC_STORAGE_FULL');
  await dialog.getByRole('button', { name: 'Close' }).click();

  // leaving the page loses nothing
  await page.reload();
  await expect(titleField(page)).toHaveValue('No room');
  await saved(page);
  expect(await stored(page, 'drawings', 'current')).toMatchObject({
    text: expect.stringContaining('No room') as unknown,
  });
  expect(editor.faults).toEqual([]);
});

test('a visit that crashed is noticed; the last autosave stands there and snapshots are offered', async ({
  page,
}) => {
  const editor = new Editor(page);
  await editor.open();
  await page.keyboard.press('Control+Alt+s');
  const snapshots = page.getByRole('dialog', { name: 'Snapshots' });
  await snapshots.getByLabel('Name of the new snapshot').fill('good');
  await page.keyboard.press('Enter');
  await expect(snapshots.getByRole('button', { name: 'Restore good' })).toBeVisible();
  await snapshots.getByRole('button', { name: 'Close' }).click();
  await rename(page, 'Later');
  await saved(page);
  // what a browser that dies leaves behind: the mark of an edit whose drawing was not written
  await page.evaluate(() => localStorage.setItem('unlabel.unsaved.current', 'true'));
  await page.reload();
  const dialog = page.getByRole('dialog', { name: 'Your last visit ended abruptly' });
  await expect(dialog).toContainText('DOC_EDITS_UNSAVED');
  await expect(titleField(page)).toHaveValue('Later');
  await withoutViolations(page, POPUPS);
  await dialog.getByRole('button', { name: 'Restore good' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(titleField(page)).toHaveValue('SimCLR');
  await saved(page);
  await page.reload();
  await expect(editor.button('Train')).toBeEnabled();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(editor.faults).toEqual([]);
});

test('edits made the moment before the page is left are there again', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await rename(page, 'Saved');
  await saved(page);
  await titleField(page).fill('Just typed');
  await page.reload();
  await expect(titleField(page)).toHaveValue('Just typed');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(editor.faults).toEqual([]);
});

test('the database of the version before keeps its drawing', async ({ page }) => {
  const editor = new Editor(page);
  await editor.open();
  await rename(page, 'From before');
  await saved(page);
  const drawing = await stored(page, 'drawings', 'current');
  await page.goto('/data/nothing-here');
  await page.evaluate(async (value) => {
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('unlabel').onsuccess = resolve;
    });
    const request = indexedDB.open('unlabel', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('drawings');
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    const write = request.result.transaction('drawings', 'readwrite');
    write.objectStore('drawings').put(value, 'current');
    await new Promise((resolve) => {
      write.oncomplete = resolve;
    });
    request.result.close();
  }, drawing);
  await page.goto('/');
  await expect(titleField(page)).toHaveValue('From before');
  await page.keyboard.press('Control+Alt+s');
  await page.getByRole('button', { name: 'Save snapshot' }).click();
  await expect(page.getByRole('button', { name: 'Restore From before' })).toBeVisible();
  expect(editor.faults).toEqual([]);
});

test.describe('two tabs with one drawing', () => {
  test('the second asks; it looks on, takes over, and works on a copy; neither overwrites the other', async ({
    context,
  }) => {
    const first = new Editor(await context.newPage());
    await first.open();
    await rename(first.page, 'First tab');
    await saved(first.page);
    const second = new Editor(await context.newPage());
    await second.goto('/');
    const question = second.page.getByRole('alertdialog');
    await expect(question).toContainText('open in another tab');
    await withoutViolations(second.page);

    // looking on: it follows, and saves nothing
    await question.getByRole('button', { name: 'Only view' }).click();
    await expect(second.page.getByLabel('Autosave: View only')).toBeVisible();
    await rename(first.page, 'Seen from the second');
    await expect(titleField(second.page)).toHaveValue('Seen from the second');
    await titleField(second.page).fill('Edit in the second');
    await expect(question).toContainText('edits made here are not saved');
    await saved(first.page);
    expect(await stored(first.page, 'drawings', 'current')).toMatchObject({
      text: expect.stringContaining('Seen from the second') as unknown,
    });

    // taking over: the first tab's last edits come along, the edit here is one undo away
    await titleField(first.page).fill('Last of the first');
    await question.getByRole('button', { name: 'Take over' }).click();
    await expect(question).toHaveCount(0);
    await expect(titleField(second.page)).toHaveValue('Last of the first');
    await second.button('Undo').click();
    await expect(titleField(second.page)).toHaveValue('Edit in the second');
    await second.button('Redo').click();
    const overtaken = first.page.getByRole('alertdialog');
    await expect(overtaken).toContainText('taken over');

    // a copy: two drawings, each saved for itself, each there after reloading
    await overtaken.getByRole('button', { name: 'Work on a copy' }).click();
    await expect(overtaken).toHaveCount(0);
    await rename(first.page, 'The copy');
    await rename(second.page, 'The original');
    await saved(first.page);
    await saved(second.page);
    await first.page.reload();
    await second.page.reload();
    await expect(titleField(first.page)).toHaveValue('The copy');
    await expect(titleField(second.page)).toHaveValue('The original');
    await expect(first.page.getByRole('alertdialog')).toHaveCount(0);
    await expect(second.page.getByRole('alertdialog')).toHaveCount(0);

    // once its tab is closed, the copy is found among the snapshots
    await first.page.close();
    await second.page.reload();
    await expect(titleField(second.page)).toHaveValue('The original');
    await expect
      .poll(async () => JSON.stringify(await stored(second.page, 'snapshots')))
      .toContain('The copy');
    await second.page.keyboard.press('Control+Alt+s');
    await expect(second.page.getByRole('button', { name: 'Restore The copy' })).toBeVisible();
    expect([...first.faults, ...second.faults]).toEqual([]);
  });

  test('a drawing whose tab is closed is free', async ({ context }) => {
    const first = new Editor(await context.newPage());
    await first.open();
    await rename(first.page, 'Closed');
    await saved(first.page);
    await first.page.close();
    const second = new Editor(await context.newPage());
    await second.open();
    await expect(titleField(second.page)).toHaveValue('Closed');
    await expect(second.page.getByRole('alertdialog')).toHaveCount(0);
  });
});

test.describe('a link', () => {
  test('is copied, and opens the drawing; the one before is kept and undo brings it back', async ({
    browser,
  }) => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const sender = new Editor(await context.newPage());
    await sender.open();
    await rename(sender.page, 'Sent by link');
    await choose(sender.page, 'Share as a link…');
    const dialog = sender.page.getByRole('dialog', { name: 'Share as a link' });
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    await expect(dialog.getByRole('status')).toContainText('Copied');
    await withoutViolations(sender.page);
    const link = await sender.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain('#d=1.');
    expect(link.length).toBeLessThan(8000);
    await context.close();

    const other = await browser.newContext();
    const receiver = new Editor(await other.newPage());
    await receiver.open();
    await rename(receiver.page, 'Mine');
    await saved(receiver.page);
    await receiver.page.goto('about:blank');
    await receiver.page.goto(link);
    await expect(titleField(receiver.page)).toHaveValue('Sent by link');
    expect(new URL(receiver.page.url()).hash).toBe('');
    await receiver.button('Undo').click();
    await expect(titleField(receiver.page)).toHaveValue('Mine');
    await receiver.button('Redo').click();
    await receiver.page.keyboard.press('Control+Alt+s');
    await expect(receiver.page.getByRole('button', { name: 'Restore Mine' })).toBeVisible();
    await receiver.page.keyboard.press('Escape');
    await saved(receiver.page);
    await receiver.page.reload();
    await expect(titleField(receiver.page)).toHaveValue('Sent by link');

    // in a second tab it is a drawing of its own
    const tab = new Editor(await other.newPage());
    await tab.goto(link.replace('&p=browser', '&p=-'));
    await expect(titleField(tab.page)).toHaveValue('Sent by link');
    await expect(tab.page.getByRole('alertdialog')).toHaveCount(0);
    await expect(tab.page.getByRole('banner').getByRole('combobox', { name: 'Preset' })).toContainText(
      'As drawn',
    );
    expect([...sender.faults, ...receiver.faults, ...tab.faults]).toEqual([]);
    await other.close();
  });

  test('that holds no drawing says why, and leaves the one that is there', async ({ page }) => {
    const editor = new Editor(page);
    for (const [code, fragment] of [
      ['DOC_LINK_CORRUPT', 'd=1.AAAAnonsense'],
      ['DOC_LINK_NEWER', 'd=7.AAAA'],
      ['DOC_LINK_TOO_LARGE', `d=1.${deflateRawSync(Buffer.alloc(9_000_000, ' ')).toString('base64url')}`],
      ['DOC_NOT_UNLABEL', `d=1.${deflateRawSync('{"format":"other"}').toString('base64url')}`],
    ] as const) {
      await test.step(code, async () => {
        // another address of the same page would not be loaded anew
        await editor.goto('about:blank');
        await page.goto(`/#${fragment}`);
        await expect(page.getByRole('dialog')).toContainText(code);
        await page.getByRole('button', { name: 'Close' }).click();
        await expect(editor.node('encoder')).toBeVisible();
        await expect(editor.button('Undo')).toBeDisabled();
      });
    }
    expect(editor.faults).toEqual([]);
  });
});

test.describe('a picture', () => {
  for (const format of ['png', 'svg'] as const) {
    test(`exported as ${format} holds the drawing, which is opened from it again`, async ({ page }) => {
      const editor = new Editor(page);
      await editor.open();
      await rename(page, 'In a picture');
      const exported = page.waitForEvent('download');
      await choose(page, `Export as ${format.toUpperCase()}`);
      const file = await exported;
      expect(file.suggestedFilename()).toBe(`in-a-picture.${format}`);
      const content = readFileSync(await file.path());
      const original = page.waitForEvent('download');
      await page.keyboard.press('Control+s');
      const text = readFileSync(await (await original).path(), 'utf8');

      // the browser shows it, as large as the drawing
      const shown = await page.evaluate(
        async ([bytes, type]) => {
          const image = new Image();
          image.src = `data:image/${type};base64,${bytes}`;
          await image.decode();
          return [image.naturalWidth, image.naturalHeight];
        },
        [content.toString('base64'), format === 'svg' ? 'svg+xml' : 'png'] as const,
      );
      expect(shown[0]).toBeGreaterThan(format === 'png' ? 2000 : 1000);
      expect(shown[1]).toBeGreaterThan(300);

      // dropped anywhere, it is opened
      await new Editor(page).openMethod('BYOL');
      await expect(titleField(page)).toHaveValue('BYOL');
      const data = await page.evaluateHandle(
        ([bytes, name]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([Uint8Array.from(atob(bytes!), (c) => c.charCodeAt(0))], name!));
          return transfer;
        },
        [content.toString('base64'), `any-name.${format}`] as const,
      );
      await page.getByRole('banner').dispatchEvent('drop', { dataTransfer: data });
      await expect(titleField(page)).toHaveValue('In a picture');
      const again = page.waitForEvent('download');
      await page.keyboard.press('Control+s');
      expect(readFileSync(await (await again).path(), 'utf8')).toBe(text);

      // damaged by a byte or cut short it is refused with the reason, and the drawing stays
      const damaged = Buffer.from(content);
      if (format === 'png') damaged[damaged.indexOf('"format"') + 3]! ^= 1;
      const broken = format === 'png' ? damaged : content.subarray(0, content.indexOf('"format"') + 40);
      await editor.openFile(`broken.${format}`, broken);
      await expect(page.getByRole('dialog')).toContainText('DOC_PICTURE_DAMAGED');
      await page.getByRole('button', { name: 'Close' }).click();
      await expect(titleField(page)).toHaveValue('In a picture');
      expect(editor.faults).toEqual([]);
    });
  }

  test('is drawn with the images of its cards, however soon it is asked for', async ({ page }) => {
    const editor = new Editor(page, { whole: true });
    await editor.open();
    const file = page.waitForEvent('download');
    await choose(page, 'Export as SVG');
    const svg = readFileSync(await (await file).path(), 'utf8');
    expect(svg).toContain('class="sample-views"');
    expect(svg).not.toContain('on their way');
    expect(editor.faults).toEqual([]);
  });

  test('of a drawing larger than the window shows what is out of view too', async ({ page }) => {
    const editor = new Editor(page);
    await editor.open();
    const ids = Array.from({ length: 130 }, (_, i) => `norm${i}`);
    const graph = {
      nodes: ids.map((id) => ({ id, type: 'math.l2Normalize', params: {} })),
      edges: ids.slice(1).map((id, i) => ({ from: `${ids[i]}.output`, to: `${id}.input` })),
    };
    const positions = Object.fromEntries(
      ids.map((id, i) => [id, { x: 260 * (i % 13), y: 160 * Math.floor(i / 13) }]),
    );
    const stages = [{ id: 'pretrain', title: 'Pretraining', graph, run: { steps: 10 } }];
    const large = { format: 'unlabel', version: 3, meta: { title: 'Large' }, stages, view: { positions } };
    await editor.openFile('large.unlabel.json', JSON.stringify(large));
    await expect(titleField(page)).toHaveValue('Large');
    const file = page.waitForEvent('download');
    await choose(page, 'Export as SVG');
    const svg = readFileSync(await (await file).path(), 'utf8');
    for (const id of ids) expect(svg).toContain(`>${id}<`);
    // a wire and the ground it stands out from
    expect(svg.match(/class="[^"]*react-flow__edge-path/g)).toHaveLength(2 * 129);
    expect(editor.faults).toEqual([]);
  });

  test('of something else is refused: DOC_PICTURE_EMPTY', async ({ page }) => {
    const editor = new Editor(page);
    await editor.open();
    await editor.openFile('screenshot.png', await page.screenshot());
    await expect(page.getByRole('dialog')).toContainText('DOC_PICTURE_EMPTY');
  });
});

test('where the browser gives access to files, saving writes the same file again', async ({ page }) => {
  const editor = new Editor(page);
  // stands for the browser's own window, which a test cannot reach: a file in the origin's private file system
  await page.addInitScript(() => {
    const file = async () => {
      const root = await navigator.storage.getDirectory();
      return root.getFileHandle('picked.unlabel.json', { create: true });
    };
    const asked = { times: 0 };
    Object.assign(window, {
      asked,
      showSaveFilePicker: () => {
        asked.times++;
        return file();
      },
      showOpenFilePicker: async () => [await file()],
    });
  });
  const onDisk = () =>
    page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      // nothing has been written yet
      const picked = await root.getFileHandle('picked.unlabel.json').catch(() => null);
      if (!picked) return undefined;
      const file = await picked.getFile();
      return (JSON.parse((await file.text()) || '{}') as { meta?: { title: string } }).meta?.title;
    });
  await editor.open();
  await rename(page, 'Written once');
  await page.keyboard.press('Control+s');
  await expect.poll(onDisk).toBe('Written once');
  await rename(page, 'Written twice');
  await page.keyboard.press('Control+s');
  await expect.poll(onDisk).toBe('Written twice');
  expect(await page.evaluate(() => (window as unknown as { asked: { times: number } }).asked.times)).toBe(1);

  await new Editor(page).openMethod('BYOL');
  await expect(titleField(page)).toHaveValue('BYOL');
  await page.keyboard.press('Control+o');
  await expect(titleField(page)).toHaveValue('Written twice');
  expect(editor.faults).toEqual([]);
});
