import { cpus, loadavg, totalmem } from 'node:os';
import { chromium } from '@playwright/test';
import config from '../playwright.config.ts';

/** What figures depend on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  readonly node: string;
  /** Null where no browser is found. */
  readonly chromium: string | null;
  /** The graphics adapter that the browser offers to WebGPU; null where it offers none. */
  readonly adapter: string | null;
  readonly date: string;
  /** Processes that were runnable before the benchmark began, over the last minute: others' work. */
  readonly load: number;
}

/** Above this load the machine is not the benchmark's alone. */
const BUSY = 2;

export async function describeMachine(): Promise<Machine> {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    load: loadavg()[0] ?? 0,
    ...(await describeBrowser()),
  };
}

async function describeBrowser(): Promise<Pick<Machine, 'chromium' | 'adapter'>> {
  try {
    const browser = await chromium.launch(config.use?.launchOptions ?? {});
    try {
      const page = await browser.newPage();
      // WebGPU exists in secure contexts only, and a blank page is none
      await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
      await page.goto('http://localhost/');
      const adapter = await page.evaluate(async () => {
        const found = await navigator.gpu?.requestAdapter();
        if (!found) return null;
        const { vendor, architecture, description } = found.info;
        return [vendor, architecture, description].filter((part) => part !== '').join(' ') || 'unnamed';
      });
      return { chromium: browser.version(), adapter };
    } finally {
      await browser.close();
    }
  } catch {
    return { chromium: null, adapter: null };
  }
}

export function machineLines(machine: Machine): string[] {
  const { cores, processor, memoryGiB, node, chromium: browser, adapter, date, load } = machine;
  const lines = [
    `${date}, ${cores} cores of ${processor}, ${memoryGiB} GiB, Node ${node}`,
    `Chromium ${browser ?? 'not found'}, WebGPU adapter: ${adapter ?? 'none'}`,
    `load before the start: ${load.toFixed(1)}`,
  ];
  if (load > BUSY)
    lines.push('The machine was shared with other work: seconds are upper bounds, compare rows.');
  return lines;
}
