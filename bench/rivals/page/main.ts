/** Puts the worker's functions where the benchmark can call them. */
import { wrap, type Remote } from 'comlink';
import type { PageRival } from './worker.ts';

declare global {
  interface Window {
    rival: Remote<PageRival>;
  }
}

window.rival = wrap<PageRival>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
