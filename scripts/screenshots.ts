/**
 * `npm run screenshots [-- names…]`, after `npm run build`: takes the pictures of docs/images, all or those whose names begin
 * so, in both themes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Locator } from '@playwright/test';
import { preview } from 'vite';
import { Editor } from '../e2e/support/editor.ts';
import { findBrowser } from './find-browser.ts';
import { SCENES, USUAL_SIZE } from './screenshots/scenes.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const scenes = SCENES.filter(
  ({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);

const server = await preview({ logLevel: 'warn' });
const url = server.resolvedUrls?.local[0];
const executablePath = findBrowser();
if (!url || !executablePath) throw new Error('a built app and a browser are needed');
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking'],
});

for (const { name, size = USUAL_SIZE, set } of scenes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const [width, height] = size;
    const page = await browser.newPage({
      baseURL: url,
      viewport: { width, height },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const editor = new Editor(page, { whole: true });
    await editor.open();
    // a picture with cards that are still waiting for theirs would be one of haste
    await page
      .getByRole('img', { name: /images of the dataset(?!.*on their way)/ })
      .first()
      .waitFor();
    const shown = await set(editor);
    const path = `${folder}${name}${colorScheme === 'dark' ? '-dark' : ''}.png`;
    if (Buffer.isBuffer(shown)) writeFileSync(path, shown);
    else await (shown ? (shown as Locator) : page).screenshot({ path });
    await page.close();
  }
}
await browser.close();
await server.close();
