import { expect } from 'vitest';
import { differentiate } from '../../src/compiler/gradients/differentiate.ts';
import type { NdArray } from '../../src/ir/interpret/nd-array.ts';
import { interpret } from '../../src/ir/interpret/interpret.ts';
import { randomStream } from '../../src/base/random-stream.ts';
import { sizeOf } from '../../src/ir/value.ts';
import { relativeError } from '../../src/runtime/fixtures/relative-error.ts';
import type { NodeSpec } from '../../src/spec/index.ts';
import type { HostTensor } from '../../workers/protocol.ts';
import { traceNode, wiresOf, type Given } from './run-node.ts';
import { BACKENDS, floats, runOn, useBackend } from './run-on.ts';

/** Step of the central differences, in float64. */
const STEP = 1e-5;

/**
 * Compares the gradient of Σ ⟨seed, output⟩, the seeds random, with central differences in float64, for every input and
 * weight of a node; then the outputs and gradients of each backend with those of float64. Gives the outputs, and by name
 * the gradients: what lets none back is missing.
 */
export async function checkGradients(
  spec: NodeSpec,
  given: Given & { readonly numbers?: Readonly<Record<string, HostTensor>> },
): Promise<{ outputs: Record<string, NdArray>; gradients: Record<string, NdArray> }> {
  const { signals, feeds, declarations, builder } = traceNode(spec, given);
  const forward = { feeds: [], operations: [...builder.operations] };
  const numbers: Readonly<Record<string, HostTensor>> = {
    ...Object.fromEntries(wiresOf(given.inputs).map(({ name, host }) => [name, host])),
    ...given.numbers,
  };
  const leaves = declarations.leaves([...feeds.values()]);
  const hosts: Record<string, HostTensor> = {};
  for (const id of leaves.keys()) {
    const host = numbers[id.slice('node.'.length)];
    if (!host) throw new Error(`the test gives no numbers for “${id}”`);
    hosts[id] = host;
  }

  const outputs = Object.entries(signals).filter(([, { tensor }]) => tensor.dtype === 'float32');
  const targets = outputs.map(([name, { tensor: target }]) => {
    const seed = { id: `seed.${name}`, shape: target.shape, dtype: 'float32' } as const;
    leaves.set(seed.id, seed);
    hosts[seed.id] = floats(seed.shape, randomStream(3, seed.id).normals(0, sizeOf(seed.shape)));
    return { target, seed };
  });
  const inputs = [...feeds.values()].filter(
    ({ source, type }) => source.kind === 'given' && type.dtype === 'float32',
  );
  const sources = [...inputs.map(({ id }) => id), ...declarations.weights.keys()];
  const { gradients } = differentiate(builder, leaves, targets, new Set(sources));

  const arrays: Record<string, NdArray> = Object.fromEntries(
    Object.entries(hosts).map(([id, { shape, data }]) => [id, { shape, data: Float64Array.from(data) }]),
  );
  const block = { feeds: [], operations: builder.operations };
  const exact = interpret(block, arrays);
  const objective = (): number => {
    const values = interpret(forward, arrays);
    const products = targets.map(({ target, seed }) => {
      const { data } = values.get(target.id)!;
      return data.reduce((sum, y, i) => sum + y * arrays[seed.id]!.data[i]!, 0);
    });
    return products.reduce((sum, product) => sum + product, 0);
  };
  for (const id of sources) {
    const gradient = gradients.get(id);
    if (!gradient) continue;
    const { data } = arrays[id]!;
    exact.get(gradient.id)!.data.forEach((derivative, i) => {
      const original = data[i]!;
      data[i] = original + STEP;
      const above = objective();
      data[i] = original - STEP;
      const below = objective();
      data[i] = original;
      const difference = (above - below) / (2 * STEP);
      expect(Math.abs(derivative - difference), `${id}[${i}]`).toBeLessThan(
        1e-6 * (1 + Math.abs(derivative)),
      );
    });
  }

  const wanted = [...targets.map(({ target }) => target.id), ...[...gradients.values()].map(({ id }) => id)];
  for (const backend of BACKENDS) {
    await useBackend(backend);
    const values = await runOn(backend, block, hosts, wanted);
    for (const id of wanted) {
      const { shape, data } = exact.get(id)!;
      expect(relativeError(values[id]!, floats(shape, data)), `${id} on ${backend}`).toBeLessThan(1e-4);
    }
  }
  return {
    outputs: Object.fromEntries(outputs.map(([name, { tensor }]) => [name, exact.get(tensor.id)!])),
    gradients: Object.fromEntries(
      [...gradients].map(([id, tensor]) => [id.slice('node.'.length), exact.get(tensor.id)!]),
    ),
  };
}
