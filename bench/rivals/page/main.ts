/** Puts the worker's functions where the benchmark can call them. */
import { wrap, type Remote } from 'comlink';
import type { PageRival } from './worker.ts';

declare global {
  interface Window {
    rival: Remote<Pick<PageRival, 'open' | 'run'>>;
  }
}

window.rival = wrap(
  location.search === '?jax'
    ? new Worker(new URL('./jax-worker.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
);
