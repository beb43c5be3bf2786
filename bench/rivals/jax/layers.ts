import { lax, nn, numpy as np } from '@jax-js/jax';
import { defined } from '../../../src/base/assert.ts';

/** Arrays by the names that the template's weights and states have. An operation takes what it is given: `.ref` keeps it. */
export type Arrays = Record<string, np.Array>;

/** A weight, which stays. */
function lent(arrays: Arrays, name: string): np.Array {
  return defined(arrays[name], `there is ${name}`).ref;
}

const PADDING: [number, number][] = [[1, 1], [1, 1]]; // prettier-ignore

/** 3×3 convolutions of stride 2 with batch norm and ReLU, and the mean over all positions: B×3×H×W → B×128. */
export function convnet(arrays: Arrays, name: string, images: np.Array): np.Array {
  const map = [1, 2, 3].reduce((x, stage) => {
    const y = lax.convGeneralDilated(x, lent(arrays, `${name}.stage${stage}.kernel`), [2, 2], PADDING);
    return nn.relu(batchNorm(arrays, `${name}.stage${stage}`, y));
  }, images);
  return map.mean([2, 3]);
}

/** Over all axes but the second, with the statistics of the batch. The running ones, which training never reads, are left out. */
export function batchNorm(arrays: Arrays, name: string, x: np.Array): np.Array {
  const [axes, shape] = x.ndim === 4 ? [[0, 2, 3], [1, -1, 1, 1]] : [[0], [1, -1]]; // prettier-ignore
  const mean = x.ref.mean(axes, { keepdims: true });
  const centred = x.sub(mean);
  const variance = np.square(centred.ref).mean(axes, { keepdims: true });
  const normed = centred.div(np.sqrt(variance.add(1e-5)));
  if (!(`${name}.scale` in arrays)) return normed;
  const [scale, offset] = [lent(arrays, `${name}.scale`), lent(arrays, `${name}.offset`)];
  return normed.mul(scale.reshape(shape)).add(offset.reshape(shape));
}

export function linear(arrays: Arrays, name: string, x: np.Array): np.Array {
  const y = np.matmul(x, lent(arrays, `${name}.kernel`));
  return `${name}.bias` in arrays ? y.add(lent(arrays, `${name}.bias`)) : y;
}

/** Linear, batch norm or none, ReLU, linear. */
export function mlp(arrays: Arrays, name: string, x: np.Array, norm = true): np.Array {
  const hidden = linear(arrays, `${name}.layer1`, x);
  return linear(
    arrays,
    `${name}.layer2`,
    nn.relu(norm ? batchNorm(arrays, `${name}.layer1`, hidden) : hidden),
  );
}

/** Linear, batch norm, GELU, linear, unit length; then cosines with the rows of the last layer. */
export function dinoHead(arrays: Arrays, name: string, x: np.Array): np.Array {
  const hidden = batchNorm(arrays, `${name}.layer1`, linear(arrays, `${name}.layer1`, x));
  const u = linear(arrays, `${name}.layer2`, nn.gelu(hidden, { approximate: false }));
  return cosines(unit(u), unit(lent(arrays, `${name}.last.direction`)));
}

/** Products of all rows of one with all rows of the other. */
export function cosines(rows: np.Array, others: np.Array): np.Array {
  return np.matmul(rows, others.transpose());
}

export function unit(x: np.Array): np.Array {
  const length = np.sqrt(np.square(x.ref).sum(1, { keepdims: true }));
  return x.div(length);
}
