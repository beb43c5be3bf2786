import { fetchFile } from '../data/fetch-file.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { cpuDriver } from '../engine/backends/cpu-driver.ts';
import { wasmDriver } from '../engine/backends/wasm-driver.ts';
import { webglDriver } from '../engine/backends/webgl-driver.ts';
import { webgpuDriver } from '../engine/backends/webgpu-driver.ts';
import { browserThreads } from '../kernels/wasm/browser-threads.ts';
import type { Environment } from './environment.ts';
import { hostMeasurements } from './measurements.ts';

/** Composition for a browser's worker. */
export const workerEnvironment: Environment = {
  drivers: ({ wasmUrls, threads }, report) => {
    const host = browserThreads(wasmUrls['tfjs-backend-wasm-simd.wasm'] ?? '');
    const wasm = wasmDriver({ paths: { ...wasmUrls }, host, threads });
    return Promise.resolve([webgpuDriver(report), webglDriver(report), wasm, cpuDriver()]);
  },
  loadDataset: (id, dataUrl) => loadDataset(id, fetchFile(dataUrl)),
  measurements: hostMeasurements,
  checkpointEvery: 5,
};
