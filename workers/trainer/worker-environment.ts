import { fetchFile } from '../data/fetch-file.ts';
import { loadDataset } from '../data/load-dataset.ts';
import { cpuDriver } from '../engine/backends/cpu-driver.ts';
import { wasmDriver } from '../engine/backends/wasm-driver.ts';
import { webglDriver } from '../engine/backends/webgl-driver.ts';
import { webgpuDriver } from '../engine/backends/webgpu-driver.ts';
import type { Environment } from './environment.ts';
import { hostMeasurements } from './measurements.ts';

/** Composition for a browser's worker. */
export const workerEnvironment: Environment = {
  drivers: ({ wasmUrls }, report) =>
    Promise.resolve([webgpuDriver(report), webglDriver(report), wasmDriver({ ...wasmUrls }), cpuDriver()]),
  loadDataset: (id, dataUrl) => loadDataset(id, fetchFile(dataUrl)),
  measurements: hostMeasurements,
  checkpointEvery: 5,
};
