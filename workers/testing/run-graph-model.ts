import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { getBackend, io, setBackend, tensor, type Tensor } from '@tensorflow/tfjs-core';

export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** Loads a graph model from its two files and runs it in plain JavaScript, none of whose kernels is ours; gives its outputs by name. */
export async function runGraphModel(
  files: ReadonlyMap<string, string | Uint8Array<ArrayBuffer>>,
  { shape, data }: { readonly shape: number[]; readonly data: Float32Array },
): Promise<Map<string, Numbers>> {
  // none, where nothing else computes in this process
  const before = getBackend() as string | undefined;
  await setBackend('cpu');
  try {
    const { modelTopology, weightsManifest, signature } = JSON.parse(files.get('model.json') as string) as {
      modelTopology: object;
      signature: object & { outputs: Record<string, unknown> };
      weightsManifest: io.WeightsManifestConfig;
    };
    const weightData = (files.get('weights.bin') as Uint8Array<ArrayBuffer>).buffer;
    const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
    const model = await loadGraphModel(io.fromMemory({ modelTopology, weightSpecs, weightData, signature }));
    const images = tensor(data, shape);
    const names = Object.keys(signature.outputs);
    const found = [model.execute({ images }, names)].flat() as Tensor[];
    const numbers = await Promise.all(
      found.map(async (one, i) => [names[i]!, { shape: one.shape, data: await one.data() }] as const),
    );
    for (const one of [images, ...found]) one.dispose();
    model.dispose();
    return new Map(numbers);
  } finally {
    if (before !== undefined) await setBackend(before);
  }
}
