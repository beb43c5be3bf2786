import { chromium } from '@playwright/test';
import { FIRST_LOAD_LIMIT, firstLoad, type Fetched } from '../e2e/support/first-load.ts';
import config from '../playwright.config.ts';
import type { Benchmark, Report } from './report.ts';
import { serveApp } from './serve-app.ts';

/** What comes within this time of the canvas is reported beside it, milliseconds. */
const SETTLING = 4000;

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
    return await firstLoad(page, url, SETTLING);
  } finally {
    await chrome.close();
  }
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
      `until a card has its size and Train can be pressed: ${kB(gzip)} kB with gzip, of ${kB(FIRST_LOAD_LIMIT)} kB allowed` +
        (gzip > FIRST_LOAD_LIMIT ? ' — TOO MUCH' : ''),
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
