import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { assert, defined } from '../../../src/base/assert.ts';
import type { Program } from '../../../src/ir/program.ts';
import { initialValues } from '../../../src/ir/initial-values.ts';
import { givenViews } from '../given-views.ts';
import type { OneStep } from '../time-steps.ts';
import type { Workload } from '../workload.ts';

const MASKED = 1e9;
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/**
 * The workload's whole step in jax-js on its wasm device, compiled by its `jit`: forward, gradient, Adam. Weights and images
 * are those of the compiled step from the same seed. Convolutions with biases only, on grey images.
 */
export async function jaxStep(workload: Workload, program: Program, seed: number): Promise<OneStep> {
  const { encoder, rows, size, channels, temperature, learningRate, optimiser } = workload;
  assert(encoder.kind === 'convnet' && encoder.norm === 'none', 'jax-js: convolutions with biases');
  assert(channels === 1 && optimiser === 'adam', 'jax-js: grey images and Adam');
  await init('wasm');
  defaultDevice('wasm');

  const stages = encoder.widths.length;
  let weights = beginWeights(program, seed);
  let moments = [zerosLike(weights), zerosLike(weights)] as const;
  const [given] = [...givenViews(program, seed).views.values()];
  // one channel: both orders of the axes are the same numbers
  const images = np.array(floats(given?.data)).reshape([rows, channels, size, size]);
  const itself = np.eye(rows).mul(MASKED);
  const half = rows / 2;
  const positives = np
    .array(
      Float32Array.from({ length: rows * rows }, (_, i) =>
        Math.abs(Math.floor(i / rows) - (i % rows)) === half ? 1 : 0,
      ),
    )
    .reshape([rows, rows]);

  const loss = (all: np.Array[], x: np.Array, mask: np.Array, positive: np.Array): np.Array => {
    const at = (index: number): np.Array => defined(all[index], 'a weight');
    let map = x;
    for (let stage = 0; stage < stages; stage++) {
      const [kernel, bias] = [at(2 * stage), at(2 * stage + 1)];
      const padding: [number, number][] = [[1, 1], [1, 1]]; // prettier-ignore
      const y = lax.convGeneralDilated(map, kernel, [2, 2], padding);
      map = nn.relu(y.add(bias.reshape([1, -1, 1, 1])));
    }
    const layer = (h: np.Array, index: number): np.Array => np.matmul(h, at(index)).add(at(index + 1));
    const z = layer(nn.relu(layer(map.mean([2, 3]), 2 * stages)), 2 * stages + 2);
    const length = np.sqrt(np.square(z.ref).sum(1, { keepdims: true }));
    const unit = z.div(length);
    const logits = np.matmul(unit.ref, unit.transpose()).div(temperature).sub(mask);
    return nn.logSoftmax(logits, 1).mul(positive).sum().div(-rows);
  };

  const step = jit(
    (
      all: np.Array[],
      [first, second]: readonly [np.Array[], np.Array[]],
      corrections: np.Array[],
      x: np.Array,
      mask: np.Array,
      positive: np.Array,
    ) => {
      const [value, gradients] = valueAndGrad(loss)(
        all.map((one) => one.ref),
        x,
        mask,
        positive,
      );
      const [m, v, next]: [np.Array[], np.Array[], np.Array[]] = [[], [], []];
      gradients.forEach((g, i) => {
        m.push(first[i]!.mul(BETA1).add(g.ref.mul(1 - BETA1)));
        v.push(second[i]!.mul(BETA2).add(np.square(g).mul(1 - BETA2)));
        const [c1, c2] = corrections.map((one) => one.ref) as [np.Array, np.Array];
        const scale = np.sqrt(v[i]!.ref.div(c2)).add(EPSILON);
        next.push(all[i]!.sub(m[i]!.ref.div(c1).div(scale).mul(learningRate)));
      });
      tree.dispose(corrections);
      return [value, next, m, v] as [np.Array, np.Array[], np.Array[], np.Array[]];
    },
  );

  let done = 0;
  return async () => {
    done++;
    const corrections = [BETA1, BETA2].map((beta) => np.array(1 - beta ** done));
    const [value, next, m, v] = step(
      weights,
      moments as unknown as [np.Array[], np.Array[]],
      corrections,
      images.ref,
      itself.ref,
      positives.ref,
    );
    [weights, moments] = [next, [m, v]];
    const [read = NaN] = (await value.data()) as Float32Array;
    // the step has ended when its weights are there
    await Promise.all(next.map((one) => one.blockUntilReady()));
    return read;
  };
}

/** In the program's order, kernels of convolutions as output × input × height × width. */
function beginWeights(program: Program, seed: number): np.Array[] {
  const values = initialValues(program, seed);
  return program.weights.map(({ id, shape }) => {
    const weight = np.array(floats(values[id]?.data)).reshape([...shape]);
    return shape.length === 4 ? weight.transpose([3, 2, 0, 1]) : weight;
  });
}

function zerosLike(weights: readonly np.Array[]): np.Array[] {
  return weights.map(({ shape }) => np.zeros(shape));
}

function floats(data: ArrayLike<number> | undefined): Float32Array<ArrayBuffer> {
  return Float32Array.from(defined(data, 'it has a beginning'));
}
