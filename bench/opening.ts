import { chromium, type CDPSession } from '@playwright/test';
import { defined } from '../src/base/assert.ts';
import config from '../playwright.config.ts';
import { buildApp } from './build-app.ts';
import type { Benchmark, Report } from './report.ts';
import { serveCompressed } from './serve-compressed.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';

/** Lighthouse's mobile has a quarter of the speed, and a task of over 50 ms keeps its page from answering. */
const SLOWER = 4;
const LONG = 50;
/** Of Lighthouse's mobile. */
const PHONE = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
} as const;
/** Milliseconds after which nothing of the opening is left to do. */
const SETTLED = 9000;

/** Of Chromium's trace, times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Time of the processor. */
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly url?: string; readonly functionName?: string } };
}

interface BlockingTask {
  /** Milliseconds since the first paint. */
  readonly at: number;
  /** Milliseconds of the processor. */
  readonly took: number;
  readonly parts: readonly string[];
}

/**
 * What keeps a phone from answering while the built app opens: for how long its main thread is blocked after the first paint, by
 * the time of the processor and not of the clock, which other work on the machine stretches.
 */
export const opening: Benchmark = {
  name: 'opening',
  run: ({ rounds = 5 }) =>
    buildApp((folder) =>
      serveCompressed(folder, async (url) => {
        const visits: BlockingTask[][] = [];
        for (let round = 0; round < rounds; round++) visits.push(blockingTasks(await trace(url)));
        return report(visits);
      }),
    ),
};

/** Visits the page in a new browser. */
async function trace(url: string): Promise<TraceEvent[]> {
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    const page = await browser.newPage(PHONE);
    const session = await page.context().newCDPSession(page);
    const ended = collect(session);
    await session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: {
        includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'loading', 'v8'],
      },
    });
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(SETTLED);
    await session.send('Tracing.end');
    return await ended;
  } finally {
    await browser.close();
  }
}

function collect(session: CDPSession): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  return new Promise((resolve) => {
    session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
    session.once('Tracing.tracingComplete', () => resolve(events));
  });
}

function blockingTasks(events: readonly TraceEvent[]): BlockingTask[] {
  const painted = defined(
    events.find(({ name }) => name === 'firstContentfulPaint'),
    'the page is painted',
  );
  const thread = events
    .filter(({ pid, tid, ph }) => pid === painted.pid && tid === painted.tid && ph === 'X')
    .sort((a, b) => a.ts - b.ts);
  const end = ({ ts, dur = 0 }: TraceEvent) => ts + dur;
  return thread.flatMap((task) => {
    if (task.name !== 'RunTask' || end(task) < painted.ts) return [];
    // a processor that another task of the machine had in between can count too much
    const took = processor(task);
    if (took * SLOWER <= LONG) return [];
    const inside = thread.filter(
      (event) => event !== task && event.ts >= task.ts && end(event) <= end(task) && processor(event) > 1.5,
    );
    const parts = inside.map((event) => `${nameOf(event)} ${formatFigure(processor(event))}`);
    return [{ at: (task.ts - painted.ts) / 1000, took, parts }];
  });
}

const processor = ({ tdur, dur = 0 }: TraceEvent): number => Math.min(tdur ?? dur, dur) / 1000;

function nameOf({ name, args }: TraceEvent): string {
  const file = args.data?.url?.split('/').at(-1);
  return [name, file, args.data?.functionName].filter(Boolean).join(' ');
}

const blocked = (tasks: readonly BlockingTask[]): number =>
  tasks.reduce((sum, { took }) => sum + took * SLOWER - LONG, 0);

function report(visits: readonly BlockingTask[][]): Report {
  const times = spread(visits.map(blocked));
  const middle = defined(
    [...visits].sort((a, b) => Math.abs(blocked(a) - times.median) - Math.abs(blocked(b) - times.median))[0],
    'the page was visited',
  );
  return {
    title: 'What keeps a phone from answering while the built app opens',
    notes: [
      `${visits.length} visits in new browsers, nothing cached, served with gzip; a processor of ${1 / SLOWER} of this one’s speed.`,
      `Blocked after the first paint, milliseconds: ${formatSpread(times)}; in ${formatSpread(spread(visits.map(({ length }) => length)))} tasks.`,
      'Tasks of the visit in the middle, in milliseconds of this processor:',
    ],
    columns: [{ title: 'at', align: 'right' }, { title: 'took', align: 'right' }, { title: 'of it' }],
    rows: middle.map(({ at, took, parts }) => [
      formatFigure(at),
      formatFigure(took),
      parts.slice(0, 4).join('; '),
    ]),
    figures: visits.map((tasks) => ({ blocked: blocked(tasks), tasks })),
  };
}
