import { failure, success } from '../../src/base/outcome.ts';
import type { Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Dataset } from '../data/dataset.ts';
import { ConstantPool } from '../engine/constant-pool.ts';
import { planBlock } from '../engine/block-plan.ts';
import { disposeAll, uploadFeeds } from '../engine/device-values.ts';
import { download } from '../engine/host-tensor.ts';
import { runBlock } from '../engine/run-block.ts';
import type { BackendName, HostTensor, SampleImages, SampleRequest, SamplerApi } from '../protocol.ts';
import { diagnoseError } from '../trainer/diagnose-error.ts';
import { hostFeeds } from '../trainer/host-feeds.ts';
import { trainingBatches } from '../trainer/training-data.ts';
import { toPixels } from './to-pixels.ts';

export interface SamplerEnvironment {
  /** Makes a backend tfjs's current one; called before the first sample. */
  startBackend(): Promise<BackendName>;
  loadDataset(id: string, dataUrl: string): Promise<Checked<Dataset>>;
}

/** Computes images to be looked at, with the operations, the data and the random numbers that training would have. */
export class Sampler implements SamplerApi {
  readonly #environment: SamplerEnvironment;
  #backend: Promise<BackendName> | null = null;
  /** The last one asked for: a drawing has one. */
  #dataset: { readonly key: string; readonly loading: Promise<Checked<Dataset>> } | null = null;

  constructor(environment: SamplerEnvironment) {
    this.#environment = environment;
  }

  async sample(request: SampleRequest): Promise<Checked<SampleImages>> {
    const { images, seed, step } = request;
    this.#backend ??= this.#environment.startBackend();
    const dataset = await this.#load(request.dataset, request.dataUrl);
    if (!dataset.ok) return dataset;
    const batches = trainingBatches(dataset.value, images, seed);
    if (!batches.ok) return batches;
    try {
      const feeds = hostFeeds(request.block.feeds, { seed, step, batch: batches.value(step) });
      return success(toPixels(await compute(request, feeds, await this.#backend)));
    } catch (error) {
      return failure([diagnoseError(error)]);
    }
  }

  #load(id: string, dataUrl: string): Promise<Checked<Dataset>> {
    const key = JSON.stringify([id, dataUrl]);
    if (this.#dataset?.key === key) return this.#dataset.loading;
    const loading = this.#environment.loadDataset(id, dataUrl).then((loaded) => {
      // what failed is tried again when it is asked for again
      if (!loaded.ok && this.#dataset?.key === key) this.#dataset = null;
      return loaded;
    });
    this.#dataset = { key, loading };
    return loading;
  }
}

async function compute(
  { block, value }: SampleRequest,
  feeds: ReadonlyMap<string, HostTensor>,
  backend: BackendName,
): Promise<HostTensor> {
  const context = { backend, constants: new ConstantPool() };
  const noWeights = (id: string): never => {
    throw new Error(`Broken invariant: a sample needs no weights, but its block reads ${id}`);
  };
  let values: ReturnType<typeof runBlock> = new Map();
  try {
    values = runBlock(planBlock(block, [value]), noWeights, uploadFeeds(feeds), context);
    return await download(values.get(value)!);
  } finally {
    disposeAll(values);
    context.constants.dispose();
  }
}
