import { createServer } from 'node:net';
import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig, type Config, type Result } from 'lighthouse';
import config from '../playwright.config.ts';
import { buildApp } from './build-app.ts';
import type { Benchmark, Report } from './report.ts';
import { serveCompressed } from './serve-compressed.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
const AIM = 95;
const METRICS = {
  'first-contentful-paint': 'first contentful paint, ms',
  'largest-contentful-paint': 'largest contentful paint, ms',
  'total-blocking-time': 'total blocking time, ms',
  'cumulative-layout-shift': 'layout shift',
  'speed-index': 'speed index, ms',
} as const;

const DEVICES: readonly { readonly name: string; readonly config?: Config }[] = [
  { name: 'desktop', config: desktopConfig },
  { name: 'mobile' },
];

interface Visit {
  readonly device: string;
  readonly result: Result;
}

/** What Lighthouse gives the built app, served with gzip, in local Chromium; each visit in a new browser. */
export const lighthouseScores: Benchmark = {
  name: 'lighthouse',
  run: ({ rounds = 3 }) =>
    buildApp((folder) =>
      serveCompressed(folder, async (url) => {
        const visits: Visit[] = [];
        for (let round = 0; round < rounds; round++) {
          for (const device of DEVICES) {
            visits.push({ device: device.name, result: await visit(url, device.config) });
          }
        }
        return report(visits, rounds);
      }),
    ),
};

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Lighthouse now and then loses the trace's beginning, and asks to be run again. */
const LOST = 'NO_NAVSTART';
const MOST_ATTEMPTS = 3;

async function visit(url: string, preset: Config | undefined, attempt = 1): Promise<Result> {
  const port = await freePort();
  const { args = [], ...options } = config.use?.launchOptions ?? {};
  const browser = await chromium.launch({ ...options, args: [...args, `--remote-debugging-port=${port}`] });
  try {
    const run = await lighthouse(
      url,
      { port, output: 'json', logLevel: 'error', onlyCategories: [...CATEGORIES] },
      preset,
    );
    if (!run) throw new Error('Lighthouse gave no result');
    if (run.lhr.runtimeError?.code === LOST && attempt < MOST_ATTEMPTS) {
      return await visit(url, preset, attempt + 1);
    }
    if (run.lhr.runtimeError) throw new Error(run.lhr.runtimeError.message);
    return run.lhr;
  } finally {
    await browser.close();
  }
}

const score = (result: Result, category: string): number =>
  Math.round((result.categories[category]?.score ?? 0) * 100);

/** Audits that cost points, with what Lighthouse shows of them. */
function failing({ categories, audits }: Result): string[] {
  return CATEGORIES.flatMap((category) =>
    (categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const audit = audits[id];
      if (!audit || audit.score === null || audit.score >= 0.9 || weight === 0) return [];
      return [`${id} ${formatFigure(audit.score)}${audit.displayValue ? ` (${audit.displayValue})` : ''}`];
    }),
  );
}

function report(visits: readonly Visit[], rounds: number): Report {
  const of = (device: string) => visits.filter((one) => one.device === device).map(({ result }) => result);
  const row = (label: string, value: (result: Result) => number): string[] => [
    label,
    ...DEVICES.map(({ name }) => formatSpread(spread(of(name).map(value)))),
  ];
  const version = visits[0]?.result.lighthouseVersion ?? '';
  return {
    title: `Lighthouse ${version} of the built app`,
    notes: [
      `${rounds} visits each in new browsers, nothing cached, served with gzip; median (quartiles); the aim is ${AIM}.`,
      'Network and processor are slowed by Lighthouse’s own simulation: desktop 10 Mbit/s, mobile 1.6 Mbit/s and a quarter of the speed.',
      ...DEVICES.map(({ name }) => {
        const lost = [...new Set(of(name).flatMap(failing))];
        return `Costs points, ${name}: ${lost.join('; ') || 'nothing'}.`;
      }),
    ],
    columns: [{ title: '' }, ...DEVICES.map(({ name }) => ({ title: name, align: 'right' as const }))],
    rows: [
      ...CATEGORIES.map((category) => row(category, (result) => score(result, category))),
      ...Object.entries(METRICS).map(([id, label]) =>
        row(label, (result) => result.audits[id]?.numericValue ?? NaN),
      ),
    ],
    figures: visits.map(({ device, result }) => ({
      device,
      scores: Object.fromEntries(CATEGORIES.map((category) => [category, score(result, category)])),
      metrics: Object.fromEntries(Object.keys(METRICS).map((id) => [id, result.audits[id]?.numericValue])),
      failing: failing(result),
    })),
  };
}
