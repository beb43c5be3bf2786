import { wrap } from 'comlink';
import type { PageRival } from '../../../bench/rivals/page/worker.ts';
import type { BenchMachine } from './bench-state.ts';

interface Brands {
  readonly userAgentData?: {
    readonly brands: readonly { readonly brand: string; readonly version: string }[];
  };
}

/** Names the machine and looks for its backends in a worker, where they will be used. */
export async function describeBrowser(createWorker: () => Worker): Promise<BenchMachine> {
  const worker = createWorker();
  try {
    const crash = new Promise<never>((_, reject) =>
      worker.addEventListener('error', ({ message }) => reject(new Error(message || 'the worker crashed'))),
    );
    const backends = await Promise.race([wrap<PageRival>(worker).detect(), crash]);
    return {
      browser: browserName(navigator.userAgent, navigator as Brands),
      cores: navigator.hardwareConcurrency,
      date: new Date().toISOString().slice(0, 10),
      backends,
    };
  } finally {
    worker.terminate();
  }
}

/** `Chromium 156`, or all that an older browser says of itself. */
export function browserName(userAgent: string, { userAgentData }: Brands): string {
  // browsers put a made-up brand among theirs
  const brands = userAgentData?.brands.filter(({ brand }) => !/not.*brand/i.test(brand)) ?? [];
  const own = brands.find(({ brand }) => brand !== 'Chromium') ?? brands[0];
  return own ? `${own.brand} ${own.version}` : userAgent;
}
