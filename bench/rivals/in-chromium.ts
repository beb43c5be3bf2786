/**
 * A task's step in a worker of Chromium. Arguments: the way it is taken (`Way`), the task as JSON, the threads, the
 * address where the page of `page/` is served.
 */
import { chromium } from '@playwright/test';
import config from '../../playwright.config.ts';
import { readJob } from './read-job.ts';
import { serve } from './serve.ts';

console.log = console.info = console.warn = console.error;
const job = readJob(process.argv.slice(2));
const browser = await chromium.launch(config.use?.launchOptions ?? {}).catch((error: Error) => {
  process.stdout.write(`${JSON.stringify({ missing: `no Chromium: ${error.message.split('\n')[0]}` })}\n`);
  process.exit(0);
});
const page = await browser.newPage();
page.on('pageerror', (error) => console.error(error.message));
await page.goto(job.way === 'jax' ? `${process.argv[5]!}?jax` : process.argv[5]!);
await page.evaluate((given) => window.rival.open(given), job);
await serve((steps) => page.evaluate((count) => window.rival.run(count), steps));
