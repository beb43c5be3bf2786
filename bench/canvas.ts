import { chromium, type Browser, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { serializeDocument } from '../src/document/serialize.ts';
import { GESTURES, perform, type, type Gesture } from './canvas/gestures.ts';
import { LARGE, largeDrawing } from './canvas/large-drawing.ts';
import { openInFlow, openInUnlabel, type Opening } from './canvas/open-drawing.ts';
import { recordFrames, type FrameRecord } from './canvas/record-frames.ts';
import type { Benchmark, Report } from './report.ts';
import { serveApp } from './serve-app.ts';
import { servePage } from './serve-page.ts';
import { formatFigure, formatSpread, spread } from './statistics.ts';

/** How much of the drawing is seen: all of it, or its middle at its own size. */
const VIEWS = ['whole', '100 %'] as const;
type View = (typeof VIEWS)[number];

const WHO = ['Unlabel', 'React Flow'] as const;
type Who = (typeof WHO)[number];

interface Sample extends FrameRecord {
  readonly who: Who;
  readonly what: Gesture | 'type';
  readonly view: View;
}

/** A large drawing on the canvas of the built app, beside the same graph in plain React Flow: opening it, and frames. */
export const canvas: Benchmark = {
  name: 'canvas',
  run: ({ rounds = 3 }) =>
    serveApp((app) =>
      servePage(async (rival) => {
        const openings: (Opening & { who: Who })[] = [];
        const samples: Sample[] = [];
        for (let round = 0; round < rounds; round++) await takeRound({ app, rival }, openings, samples);
        return report(rounds, openings, samples);
      }, 'rivals/flow'),
    ),
};

/** Both in new browsers; gesture by gesture they take turns. */
async function takeRound(
  urls: { readonly app: string; readonly rival: string },
  openings: (Opening & { who: Who })[],
  samples: Sample[],
): Promise<void> {
  const browsers: Browser[] = [];
  const newPage = async (url: string): Promise<Page> => {
    const browser = await chromium.launch(config.use?.launchOptions ?? {});
    browsers.push(browser);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(180_000);
    await page.addInitScript(`globalThis.__name = (named) => named; (${recordFrames.toString()})();`);
    await page.goto(url);
    return page;
  };
  try {
    const drawing = largeDrawing();
    const ours = await newPage(urls.app);
    const opened = await openInUnlabel(ours, serializeDocument(drawing), LARGE);
    openings.push({ who: 'Unlabel', ...opened.opening });
    const flow = await newPage(urls.rival);
    openings.push({ who: 'React Flow', ...(await openInFlow(flow, drawing, opened.sizes)) });
    const pages = { Unlabel: ours, 'React Flow': flow };
    for (const view of VIEWS) {
      if (view === '100 %') {
        await ours.getByRole('button', { name: /^Zoom \d+/ }).click();
        await flow.evaluate(() => window.flowRival.zoomTo(1));
      }
      for (const what of GESTURES) {
        for (const who of WHO)
          samples.push({ who, what, view, ...(await perform(pages[who], what, view === '100 %')) });
        await flow.evaluate(() => window.flowRival.deselect());
      }
      samples.push({ who: 'Unlabel', what: 'type', view, ...(await typeFactor(ours, view)) });
    }
  } finally {
    for (const browser of browsers) await browser.close();
  }
}

/** Changes a number of a node in the middle of the drawing, as often as it takes to see what comes of it. */
async function typeFactor(page: Page, view: View): Promise<FrameRecord> {
  // by its name, as one finds a node of five hundred
  await page.keyboard.press('Control+f');
  await page.getByPlaceholder('A node’s name or what it is').fill('scale24');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1000);
  if (view === 'whole') await page.locator('.react-flow__controls-fitview').click();
  return type(page, 'Factor c', ['1.5', '1.25', '0.75', '2']);
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;

function report(
  rounds: number,
  openings: readonly (Opening & { who: Who })[],
  samples: readonly Sample[],
): Report {
  const of = (who: Who, what: Sample['what'], view: View) => {
    const found = samples.filter((one) => one.who === who && one.what === what && one.view === view);
    const frames = found.flatMap((one) => one.frames);
    return {
      frames,
      median: spread(frames).median,
      p95: quantile(frames, 0.95),
      tasks: found.flatMap((one) => one.tasks),
    };
  };
  const opening = (who: Who, key: keyof Opening): string =>
    formatSpread(spread(openings.filter((one) => one.who === who).map((one) => one[key])));
  const rows = VIEWS.flatMap((view) =>
    [...GESTURES, 'type' as const].map((what) => {
      const [ours, theirs] = [of('Unlabel', what, view), of('React Flow', what, view)];
      const rival = theirs.frames.length > 0;
      return [
        `${what}, ${view}`,
        formatFigure(1000 / ours.median),
        formatFigure(ours.p95),
        `${ours.tasks.length} (${formatFigure(Math.max(0, ...ours.tasks))})`,
        rival ? formatFigure(1000 / theirs.median) : '–',
        rival ? formatFigure(theirs.p95) : '–',
        rival ? `${theirs.tasks.length} (${formatFigure(Math.max(0, ...theirs.tasks))})` : '–',
        rival ? formatFigure(theirs.median / ours.median) : '–',
      ];
    }),
  );
  return {
    title: `${LARGE.nodes} nodes and ${LARGE.edges} wires on the canvas, beside the same graph in plain React Flow`,
    notes: [
      `${rounds} rounds in new browsers at 1440×900, in turns; all frames of a gesture together. fps: of the median frame; p95: the`,
      '95th percentile of milliseconds between frames; long: tasks over 50 ms and the longest of them, ms.',
      `Opening Unlabel, ms from the file to all cards and wires: ${opening('Unlabel', 'drawn')}; until no task follows: ${opening('Unlabel', 'rest')}.`,
      `Mounting React Flow, ms likewise: ${opening('React Flow', 'drawn')}; ${opening('React Flow', 'rest')}.`,
    ],
    columns: ['', 'fps', 'p95', 'long', 'React Flow fps', 'p95', 'long', '× its fps'].map((title, i) =>
      i ? { title, align: 'right' } : { title },
    ),
    rows,
    figures: { openings, samples },
  };
}
