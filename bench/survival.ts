import { loadavg } from 'node:os';
import { chromium, type Browser, type Page } from '@playwright/test';
import { Editor } from '../e2e/support/editor.ts';
import { SMALL_DRAWING } from '../e2e/support/small-drawing.ts';
import config from '../playwright.config.ts';
import type { BackendName } from '../workers/protocol.ts';
import { MILESTONES } from '../workers/trainer/milestone.ts';
import type { Benchmark } from './report.ts';
import { serveApp } from './serve-app.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';
import { watchPage } from './watch-page.ts';

const PATIENCE = 300_000;

interface Case {
  readonly title: string;
  readonly backend: Extract<BackendName, 'wasm' | 'webgpu'>;
  /** Null trains the template the editor opens with. */
  readonly drawing: object | null;
  /** Milliseconds of training before the loss: the run has come to rest in its pace. */
  readonly train: number;
  /** Takes away what the run needs; gives the moment, see `clock`. */
  lose(page: Page, browser: Browser): Promise<number>;
}

/** Moments in milliseconds after the beginning: the press of *Train*, or the loss. */
interface Course {
  readonly shown: number;
  /** When the worker that made the step reached each of its milestones. */
  readonly milestones: Readonly<Record<string, number>>;
}

const CASES: readonly Case[] = [
  {
    title: 'simclr on WASM, its worker throws',
    backend: 'wasm',
    drawing: null,
    train: 8000,
    lose: crashWorker,
  },
  {
    title: 'a small drawing on WASM, its worker throws',
    backend: 'wasm',
    drawing: SMALL_DRAWING,
    train: 8000,
    lose: crashWorker,
  },
  {
    title: 'a small drawing on WebGPU, the graphics process ends',
    backend: 'webgpu',
    drawing: SMALL_DRAWING,
    train: 8000,
    lose: async (page, browser) => {
      const session = await browser.newBrowserCDPSession();
      const now = await page.evaluate(clock);
      await session.send('Browser.crashGpuProcess').catch(() => undefined);
      return now;
    },
  },
];

/** From the loss of a run until the page shows its next step, and from *Train* to the first step of a cold start. */
export const survival: Benchmark = {
  name: 'survival',
  run: ({ rounds = 3 }) =>
    serveApp(async (url) => {
      const loads: number[] = [];
      const courses = CASES.map(() => ({ cold: [] as Course[], again: [] as Course[] }));
      for (let round = 0; round < rounds; round++) {
        for (const [i, one] of CASES.entries()) {
          loads.push(loadavg()[0]!);
          const { cold, again } = await visit(url, one);
          // a round takes minutes where graphics are emulated: what is known is told on the way
          console.error(
            `${one.title}: ${formatFigure(cold.shown)} ms from Train, ${formatFigure(again.shown)} ms from the loss, ` +
              `run asked for after ${formatFigure(again.milestones['run is asked for']!)} ms, load ${formatFigure(loads.at(-1)!)}`,
          );
          courses[i]!.cold.push(cold);
          courses[i]!.again.push(again);
        }
      }
      return report(courses, loads);
    }),
};

/** In a new browser, so that nothing is cached. */
async function visit(url: string, { backend, drawing, train, lose }: Case) {
  const chrome = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    // compiled on the fly, functions name themselves by a helper that pages do not have
    await page.addInitScript(`globalThis.__name = (named) => named; (${watchPage.toString()})();`);
    await page.goto(url);
    const editor = new Editor(page, { whole: true });
    await page.waitForFunction(() => window.benchRecord.ready !== null);
    if (drawing) await editor.openFile('small.unlabel.json', JSON.stringify(drawing));
    await editor.selectBackend(backend === 'wasm' ? 'WASM' : 'WebGPU');
    await editor.button('Train').click();
    await page.waitForFunction(() => window.benchRecord.steps.length > 0);
    const pressed = await page.evaluate(() => performance.timeOrigin + window.benchRecord.pressed!);
    const cold = await course(page, pressed);
    await page.waitForTimeout(train);
    const lost = await lose(page, chrome);
    await page.waitForFunction(stepAfter, lost);
    return { cold, again: await course(page, lost) };
  } finally {
    await chrome.close();
  }
}

/** The moment in milliseconds, on the clock of pages and workers: unlike `Date.now()` nobody sets it. */
const clock = (): number => performance.timeOrigin + performance.now();

/** Runs in the page: when it showed a step of the run that began, or was taken up, after `since`; null before that. */
function stepAfter(since: number): number | null {
  const { steps, beginnings } = window.benchRecord;
  const begins = beginnings.find(({ at }) => performance.timeOrigin + at > since);
  const next = begins && steps.find(({ step, at }) => at >= begins.at && step > begins.step);
  return next ? performance.timeOrigin + next.at : null;
}

/** Throws in the worker that trains. */
async function crashWorker(page: Page): Promise<number> {
  for (const worker of page.workers()) {
    // a helper thread waits for work in a way that lets nothing else run
    if (worker.url().startsWith('blob:')) continue;
    const trains = await worker.evaluate(() => performance.getEntriesByName('first step is done').length > 0);
    if (!trains) continue;
    return worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('crashed on purpose');
      });
      return performance.timeOrigin + performance.now();
    });
  }
  throw new Error('no worker trains');
}

/** What has happened since `from`, see `clock`. */
async function course(page: Page, from: number): Promise<Course> {
  const shown =
    (await page.evaluate(stepAfter, from)) ??
    (await page.evaluate(() => performance.timeOrigin + window.benchRecord.steps[0]!.at));
  let milestones: Record<string, number> = {};
  for (const worker of page.workers()) {
    // a helper thread waits for work in a way that lets nothing else run
    if (worker.url().startsWith('blob:')) continue;
    const seen = await worker.evaluate(milestonesHere).catch(() => null);
    // the one that was lost may still be listed
    if (!seen) continue;
    const { born, marks } = seen;
    const found = Object.fromEntries(marks);
    if (!(found['first step is done']! > from)) continue;
    milestones = { 'worker is started': born - from };
    for (const name of MILESTONES) milestones[name] = found[name]! - from;
  }
  return { shown: shown - from, milestones };
}

/** Runs in a worker. */
function milestonesHere() {
  const { timeOrigin } = performance;
  const marks = performance.getEntriesByType('mark');
  return {
    born: timeOrigin,
    marks: marks.map(({ name, startTime }) => [name, timeOrigin + startTime] as const),
  };
}

function report(
  courses: readonly { cold: readonly Course[]; again: readonly Course[] }[],
  loads: readonly number[],
) {
  const of = (runs: readonly Course[], moment: (run: Course) => number): string =>
    formatSpread(spread(runs.map(moment)));
  const rows = CASES.flatMap(({ title }, i) => {
    const { cold, again } = courses[i]!;
    const names = ['worker is started', ...MILESTONES];
    return [
      [title, '', ''],
      ...names.map((name) => [
        `  ${name}`,
        of(cold, (run) => run.milestones[name]!),
        of(again, (run) => run.milestones[name]!),
      ]),
      ['  step is shown', of(cold, ({ shown }) => shown), of(again, ({ shown }) => shown)],
    ];
  });
  return {
    title: 'Starting, and surviving a loss, in Chromium',
    notes: [
      `Milliseconds after Train was pressed in a new browser, and after the loss; ${courses[0]!.cold.length} browsers each; median (quartiles).`,
      'What lies before the beginning, at a negative time, had been done in advance.',
      `Load of the machine: ${formatFigure(Math.min(...loads))} to ${formatFigure(Math.max(...loads))}.`,
    ],
    columns: [
      { title: 'until' },
      { title: 'from Train', align: 'right' as const },
      { title: 'from the loss', align: 'right' as const },
    ],
    rows,
    figures: { loads, cases: CASES.map(({ title }, i) => ({ title, ...courses[i] })) },
  };
}
