import type { BackendChoice, BackendName } from '../../../workers/protocol.ts';

export const BACKEND_NAMES: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};

/** What computes, and with how many threads where these are several. */
export function describeBackend({ backend, threads }: Pick<BackendChoice, 'backend' | 'threads'>): string {
  return BACKEND_NAMES[backend] + (threads > 1 ? `, ${threads} threads` : '');
}
