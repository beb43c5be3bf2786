import { brotliCompressSync, gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import config from '../playwright.config.ts';
import type { Benchmark, Report } from './report.ts';
import { serveApp } from './serve-app.ts';

/** Kilobytes, of 1000 bytes, that may be fetched before the canvas is there. */
const ALLOWED = 350;
/** What comes within this time of the canvas is reported beside it, milliseconds. */
const SETTLING = 4000;

declare global {
  interface Window {
    interactiveAt?: number;
  }
}

interface Fetched {
  readonly file: string;
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
  /** Asked for before the canvas was interactive. */
  readonly first: boolean;
}

/** What a first visit fetches, by file and compressed, before the canvas can be used and soon after. */
export const load: Benchmark = {
  name: 'load',
  run: () => serveApp(async (url) => report(await visit(url))),
};

async function visit(url: string): Promise<Fetched[]> {
  const chrome = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(300_000);
    const bodies: Promise<{ address: string; body: Buffer }>[] = [];
    page.on('response', (response) => {
      if (!response.url().startsWith('http')) return;
      bodies.push(response.body().then((body) => ({ address: response.url(), body })));
    });
    await page.addInitScript(`globalThis.__name = (named) => named; (${markInteractive.toString()})();`);
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.interactiveAt !== undefined);
    await page.waitForTimeout(SETTLING);
    // by the page's own clock, so that it does not matter how soon the test hears of it
    const later = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ startTime }) => startTime > window.interactiveAt!)
        .map(({ name }) => name),
    );
    return (await Promise.all(bodies)).map(({ address, body }) => ({
      file: new URL(address).pathname.replace(/^.*\//, '') || 'index.html',
      bytes: body.length,
      gzip: gzipSync(body, { level: 9 }).length,
      brotli: brotliCompressSync(body).length,
      first: !later.includes(address),
    }));
  } finally {
    await chrome.close();
  }
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

const kB = (bytes: number): string => (bytes / 1000).toFixed(1);

function report(fetched: readonly Fetched[]): Report {
  const bySize = fetched.toSorted((a, b) => b.gzip - a.gzip);
  const first = bySize.filter((file) => file.first);
  const sum = (of: (file: Fetched) => number) => first.reduce((total, file) => total + of(file), 0);
  const gzip = sum((file) => file.gzip);
  const row = ({ file, bytes, gzip: gz, brotli }: Fetched): string[] => [file, kB(bytes), kB(gz), kB(brotli)];
  return {
    title: 'First load of the built app, kB',
    notes: [
      `until a card has its size and Train can be pressed: ${kB(gzip)} kB with gzip, of ${ALLOWED} kB allowed` +
        (gzip > ALLOWED * 1000 ? ' — TOO MUCH' : ''),
      `files marked + are asked for in the ${SETTLING / 1000} s after that`,
    ],
    columns: ['file', 'bytes', 'gzip', 'brotli'].map((title, i) =>
      i ? { title, align: 'right' } : { title },
    ),
    rows: [
      ...first.map(row),
      ['together', kB(sum(({ bytes }) => bytes)), kB(gzip), kB(sum(({ brotli }) => brotli))],
      ...bySize.filter((file) => !file.first).map((file) => row({ ...file, file: `+ ${file.file}` })),
    ],
    figures: { fetched: bySize, gzip },
  };
}
