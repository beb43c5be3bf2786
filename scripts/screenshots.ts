// Takes the pictures of docs/images: the editor while SimCLR trains, in both themes and both sizes it is designed for, and
// what it says of a drawing that cannot be trained. `npm run screenshots`, after `npm run build`.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from './find-browser.ts';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
mkdirSync(folder, { recursive: true });

const server = await preview({ logLevel: 'warn' });
const url = server.resolvedUrls?.local[0];
const executablePath = findBrowser();
if (!url || !executablePath) throw new Error('a built app and a browser are needed');
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking'],
});

/** Opens the editor and trains until `steps` steps are done. */
async function trained(page: Page, steps: number): Promise<void> {
  await page.goto(url!);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.waitForFunction(
    (least) =>
      Number(/step (\d+)/.exec(document.querySelector('.top-bar')?.textContent ?? '')?.[1] ?? 0) >= least,
    steps,
    { timeout: 600_000 },
  );
}

const sizes = [
  [1440, 900],
  [1024, 768],
] as const;
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of sizes) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await trained(page, width === 1440 ? 210 : 40);
    const name = `editor${colorScheme === 'dark' ? '-dark' : ''}${width === 1024 ? '-1024' : ''}.png`;
    await page.screenshot({ path: `${folder}${name}` });
    if (width === 1440) {
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
      await page.getByTestId('node-ntXent').click();
      await page.locator('.react-flow__edge[data-id="projector.embedding->normalize.input"]').click();
      await page.keyboard.press('Delete');
      await page.getByRole('tab', { name: /^Problems/ }).click();
      await page.getByTestId('node-normalize').click();
      await page.screenshot({ path: `${folder}problem${colorScheme === 'dark' ? '-dark' : ''}.png` });
    }
    await page.close();
  }
}
await browser.close();
await server.close();
