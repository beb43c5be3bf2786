import { chromium, type Page } from '@playwright/test';
import { Editor } from '../e2e/support/editor.ts';
import config from '../playwright.config.ts';
import { longTasks } from './long-tasks.ts';
import { serveApp } from './serve-app.ts';
import { watchPage, type PageRecord } from './watch-page.ts';
import type { Benchmark } from './report.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';

/** Milliseconds after which waiting for a page is given up. */
const PATIENCE = 900_000;

interface Start {
  /** From opening the page until *Train* can be pressed. */
  readonly open: number;
  readonly firstStep: number;
  readonly firstLoss: number;
}

interface Visit {
  readonly start: Start;
  readonly record: PageRecord;
  readonly backend: string;
  readonly readings: Readonly<Record<string, string>>;
}

/** *Train* as a person presses it: start, speed and smoothness of the built app in Chromium, and what was learnt. */
export const browser: Benchmark = {
  name: 'browser',
  run: ({ steps, rounds = 3 }) =>
    serveApp(async (url) => {
      const starts: Start[] = [];
      for (let round = 1; round < rounds; round++) {
        starts.push((await visit(url, (page) => untilFirstStep(page))).start);
      }
      const last = await visit(url, untilFinished, steps);
      return report([...starts, last.start], last);
    }),
};

/** Opens the app in a new browser, so that nothing is cached, presses *Train* and waits. */
async function visit(url: string, wait: (page: Page) => Promise<unknown>, steps?: number): Promise<Visit> {
  const chrome = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    const fault = new Promise<never>((_, reject) => page.on('pageerror', reject));
    fault.catch(() => undefined);
    // compiled on the fly, functions name themselves by a helper that pages do not have
    await page.addInitScript(`globalThis.__name = (named) => named; (${watchPage.toString()})();`);
    await page.goto(url);
    await Promise.race([page.waitForFunction(() => window.benchRecord.ready !== null), fault]);
    const editor = new Editor(page, { whole: true });
    if (steps !== undefined) await editor.setSteps(steps);
    await editor.button('Train').click();
    await Promise.race([wait(page), fault]);
    const record = await page.evaluate(() => window.benchRecord);
    const pressed = record.pressed!;
    return {
      record,
      start: {
        open: record.ready! / 1000,
        firstStep: (record.steps[0]!.at - pressed) / 1000,
        firstLoss: (record.loss! - pressed) / 1000,
      },
      backend: (await page.getByRole('button', { name: /^Backend/ }).getAttribute('aria-label')) ?? '',
      readings: await readings(page),
    };
  } finally {
    await chrome.close();
  }
}

function untilFirstStep(page: Page): Promise<unknown> {
  return page.waitForFunction(() => {
    const { steps, loss } = window.benchRecord;
    return steps.length > 0 && loss !== null;
  });
}

function untilFinished(page: Page): Promise<unknown> {
  return page.waitForFunction(() => window.benchRecord.ended !== null, undefined, { polling: 500 });
}

/** What the lab shows, by label: the value, and what stands beside it. */
async function readings(page: Page): Promise<Readonly<Record<string, string>>> {
  const pairs = await page.locator('.reading').evaluateAll((all) =>
    all.map((one) => {
      const text = (selector: string): string => one.querySelector(selector)?.textContent ?? '';
      const beside = text('.reading-beside');
      return [text('dt'), text('.reading-value') + (beside && ` (${beside})`)] as const;
    }),
  );
  return Object.fromEntries(pairs);
}

function report(starts: readonly Start[], { record, backend, readings: shown }: Visit) {
  const { pressed, steps, ended, tasks } = record;
  const [first, last] = [steps[0]!, steps.at(-1)!];
  const seconds = (ended! - pressed!) / 1000;
  const stepsPerSecond = (1000 * (last.step - first.step)) / (last.at - first.at);
  const starting = longTasks(tasks, pressed!, first.at);
  const training = longTasks(tasks, first.at, ended!);
  const of = (key: keyof Start): string => formatSpread(spread(starts.map((start) => start[key])));
  const metrics = ['loss', 'twin retrieval', 'twin retrieval, held out', 'kNN accuracy'];
  return {
    title: 'The Train button in Chromium',
    notes: [
      `The built app at 1440×900, ${backend}. Starts: ${starts.length} new browsers, nothing cached; median (quartiles).`,
      'A long task keeps the main thread for over 50 ms; its seconds are counted from the first step shown to the end.',
    ],
    columns: [{ title: 'what' }, { title: 'value', align: 'right' as const }],
    rows: [
      ['seconds from opening the page until Train can be pressed', of('open')],
      ['seconds from the press to the first step shown', of('firstStep')],
      ['seconds from the press to the first loss shown', of('firstLoss')],
      ['steps per second, probes included', formatFigure(stepsPerSecond)],
      [`seconds from the press to the end of ${last.step} steps`, formatFigure(seconds)],
      ['long tasks from the press to the first step', String(starting.total)],
      ['long tasks while training, median per second', String(training.medianPerSecond)],
      ['long tasks while training, worst second', String(training.worstSecond)],
      ['long tasks while training, all', `${training.total} in ${formatFigure(training.seconds)} s`],
      ['longest task while training, ms', formatFigure(training.longest)],
      ...metrics.flatMap((label) =>
        shown[label] === undefined ? [] : [[`${label} at the end`, shown[label]]],
      ),
    ],
    figures: {
      backend,
      starts,
      stepsPerSecond,
      steps: last.step,
      seconds,
      starting,
      training,
      readings: shown,
    },
  };
}
