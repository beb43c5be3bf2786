import { enableProdMode } from '@tensorflow/tfjs-core';
import { expose, transfer } from 'comlink';
import { fetchFile } from './data/fetch-file.ts';
import { loadDataset } from './data/load-dataset.ts';
import { cpuDriver } from './engine/backends/cpu-driver.ts';
import type { SamplerApi } from './protocol.ts';
import { Sampler } from './samples/sampler.ts';

// A worker of its own, so that a run in progress is not disturbed. A few small images need no more than plain JavaScript, which is
// there at once and takes no memory from the backend that trains.
const sampler = new Sampler({
  startBackend: async () => {
    enableProdMode();
    await cpuDriver().start();
    return 'cpu';
  },
  loadDataset: (id, dataUrl) => loadDataset(id, fetchFile(dataUrl)),
});

const api: SamplerApi = {
  sample: async (request) => {
    const answer = await sampler.sample(request);
    return answer.ok ? transfer(answer, [answer.value.pixels.buffer]) : answer;
  },
};

expose(api);
