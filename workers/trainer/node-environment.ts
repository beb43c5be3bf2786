import { fileURLToPath } from 'node:url';
import { loadDataset } from '../data/load-dataset.ts';
import { readNodeFile } from '../data/read-node-file.ts';
import { cpuDriver } from '../engine/backends/cpu-driver.ts';
import { provideNodeGpu } from '../engine/backends/node-gpu.ts';
import { unusable, type BackendDriver } from '../engine/backends/driver.ts';
import { wasmDriver } from '../engine/backends/wasm-driver.ts';
import { webgpuDriver } from '../engine/backends/webgpu-driver.ts';
import { nodeThreads } from '../kernels/wasm/node-threads.ts';
import { enableRelaxedSimd } from './enable-relaxed-simd.ts';
import type { Environment } from './environment.ts';
import { hostMeasurements } from './measurements.ts';

/** Composition for Node: data from a folder (`dataUrl` is a path or a `file:` URL), WebGPU where a driver is found. */
export const nodeEnvironment: Environment = {
  drivers: async ({ backend, threads }, report) => {
    enableRelaxedSimd();
    const drivers: BackendDriver[] = [wasmDriver({ host: nodeThreads(), threads }), cpuDriver()];
    // looking for a graphics driver takes a while, and the processor's backends are asked for more often here
    if (backend === 'wasm' || backend === 'cpu') return drivers;
    const problem = await provideNodeGpu();
    const driver = webgpuDriver(report);
    drivers.push(problem === null ? driver : { ...driver, detect: () => Promise.resolve(unusable(problem)) });
    return drivers;
  },
  loadDataset: (id, dataUrl) => {
    const folder = dataUrl.startsWith('file:') ? fileURLToPath(dataUrl) : dataUrl;
    return loadDataset(id, readNodeFile(folder));
  },
  measurements: hostMeasurements,
  checkpointEvery: 5,
};
