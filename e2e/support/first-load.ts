import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';

declare global {
  interface Window {
    interactiveAt?: number;
  }
}

export interface Fetched {
  readonly file: string;
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
  /** Asked for before the canvas was interactive. */
  readonly first: boolean;
}

/** What may be fetched before the canvas is interactive, compressed with gzip: bytes. */
export const FIRST_LOAD_LIMIT = 350_000;

/** Opens a page anew and gives what it fetches until it is interactive and for some time after, with sizes by compressor. */
export async function firstLoad(page: Page, url: string, settling: number): Promise<Fetched[]> {
  const bodies: Promise<{ address: string; body: Buffer; asked: number }>[] = [];
  const collect = (response: Response) => {
    if (!response.url().startsWith('http')) return;
    // by the clock of the browser, whoever asks: workers keep lists of their own
    const asked = response.request().timing().startTime;
    bodies.push(response.body().then((body) => ({ address: response.url(), body, asked })));
  };
  page.on('response', collect);
  await page.addInitScript(`globalThis.__name = (named) => named; (${markInteractive.toString()})();`);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.interactiveAt !== undefined);
  await page.waitForTimeout(settling);
  // what is asked for later does not count, and may never arrive
  page.off('response', collect);
  const interactive = await page.evaluate(() => performance.timeOrigin + window.interactiveAt!);
  return (await Promise.all(bodies)).map(({ address, body, asked }) => ({
    file: new URL(address).pathname.replace(/^.*\//, '') || 'index.html',
    bytes: body.length,
    gzip: gzipSync(body, { level: 9 }).length,
    brotli: brotliCompressSync(body).length,
    first: asked < interactive,
  }));
}

/** In the page: when its first card has its size and *Train* can be pressed. */
function markInteractive(): void {
  const look = () => {
    const card = document.querySelector<HTMLElement>('.react-flow__node');
    const train = document.querySelector<HTMLButtonElement>('.run-main');
    const there = card !== null && getComputedStyle(card).visibility !== 'hidden';
    if (there && train?.disabled === false) window.interactiveAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
