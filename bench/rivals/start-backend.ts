import { enableProdMode, env, ready, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { chooseBackend } from '../../workers/engine/backends/choose-backend.ts';
import { cpuDriver } from '../../workers/engine/backends/cpu-driver.ts';
import type { BackendDriver } from '../../workers/engine/backends/driver.ts';
import { wasmDriver } from '../../workers/engine/backends/wasm-driver.ts';
import { webglDriver } from '../../workers/engine/backends/webgl-driver.ts';
import { webgpuDriver } from '../../workers/engine/backends/webgpu-driver.ts';
import type { WasmPaths } from '../../workers/kernels/wasm/start-wasm-backend.ts';
import type { ThreadHost } from '../../workers/kernels/wasm/thread-host.ts';
import type { BackendName } from '../../workers/protocol.ts';

export interface Surroundings {
  /** Where tfjs's WASM binaries are; not needed in Node. */
  readonly wasmPaths?: WasmPaths;
  /** Where threads come from. */
  readonly host: ThreadHost;
  /** Hears of commands that a device refused, and of its loss. */
  readonly report: (problem: Diagnostic) => void;
}

/** All backends, as the engine finds and starts them; wasm on so many threads. */
export function allDrivers({ wasmPaths, host, report }: Surroundings, threads = 1): BackendDriver[] {
  const wasm = wasmDriver({ ...(wasmPaths === undefined ? {} : { paths: wasmPaths }), host, threads });
  return [webgpuDriver(report), webglDriver(report), wasm, cpuDriver()];
}

/** Starts a backend as our engine does, with its self-test. Rejects with the coded reason where that fails. */
export async function startOurs(
  backend: BackendName,
  surroundings: Surroundings,
  threads: number,
): Promise<void> {
  const drivers = allDrivers(surroundings, threads).filter((driver) => driver.backend === backend);
  const chosen = await chooseBackend(backend, drivers);
  if (!chosen.ok)
    throw new Error(chosen.problems.map(({ code, message }) => `${code}: ${message}`).join(' '));
  if (backend === 'wasm' && chosen.value.threads !== threads)
    throw new Error(`${threads} threads are not to be had: ${chosen.value.threads}`);
}

/** Starts a backend as tfjs comes, on one thread. */
export async function startStock(backend: BackendName, { wasmPaths }: Surroundings): Promise<void> {
  // as ours does: without tfjs’s own checks of what it is given
  enableProdMode();
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (wasmPaths !== undefined) setWasmPaths(wasmPaths);
  switch (backend) {
    case 'webgpu':
      await import('@tensorflow/tfjs-backend-webgpu');
      break;
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      break;
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      break;
    case 'wasm': // imported above, for its paths
  }
  if (!(await setBackend(backend))) throw new Error(`tfjs’s ${backend} backend could not be started`);
  await ready();
}
