import { snippet } from '../../snippet.ts';
import { filled } from './layers.ts';
import { l2Normalize, random, stopGradient } from './tensors.ts';

const memory = snippet(
  'rowsToBegin',
  [filled, l2Normalize],
  `
/** Rows of a memory before it has seen anything: random directions or zeros. */
const rowsToBegin = (count, width, noise) =>
  noise
    ? tf.tidy(() => tf.variable(l2Normalize(tf.randomNormal([count, width])), false))
    : filled([count, width], 0, false);
`,
);

export const queue = snippet(
  'Queue',
  [memory],
  `
/** The newest rows of past steps, the oldest first (He et al. 2020, sec. 3.2). */
class Queue {
  constructor(size, width, { noise = true } = {}) {
    this.rows = rowsToBegin(size, width, noise);
  }

  enqueue(rows) {
    const all = tf.concat([this.rows, rows]);
    this.rows.assign(all.slice([all.shape[0] - this.rows.shape[0], 0]));
  }
}
`,
);

export const memoryBank = snippet(
  'MemoryBank',
  [memory],
  `
/** A running mean of the embeddings of every image of the dataset (Wu et al. 2018, sec. 3.2). */
class MemoryBank {
  constructor(count, width, momentum, { unitLength = true, noise = true } = {}) {
    this.rows = rowsToBegin(count, width, noise);
    this.momentum = momentum;
    this.unitLength = unitLength;
  }

  /** Moves each image's row; one that is in the batch twice takes the mean of its two embeddings. */
  update(embedding, index) {
    const same = index.expandDims(1).equal(index).cast('float32');
    const times = same.sum(1, true);
    const own = this.rows.gather(index);
    const mixed = own.mul(this.momentum).add(same.matMul(embedding).div(times).mul(1 - this.momentum));
    const next = this.unitLength ? l2Normalize(mixed) : mixed;
    const change = tf.unsortedSegmentSum(next.sub(own).div(times), index, this.rows.shape[0]);
    this.rows.assign(this.rows.add(change));
  }
}
`,
);

export const shuffle = snippet(
  'shuffle',
  [random],
  `
/** Images of each view in a random order, and that order (He et al. 2020, sec. 3.3). */
function shuffle(images, views = 1) {
  const batch = images.shape[0] / views;
  const orders = Array.from({ length: views }, (_, view) => random.order(batch).add(view * batch));
  const order = tf.concat(orders).cast('int32');
  return [images.gather(order), order];
}
`,
);

export const unshuffle = snippet(
  'unshuffle',
  [],
  `
/** Rows back in the order they came in. */
const unshuffle = (x, order) => x.gather(tf.topk(order.neg(), order.shape[0]).indices);
`,
);

export const centre = snippet(
  'Centre',
  [filled],
  `
/** The running mean of a teacher's logits (Caron et al. 2021, eq. 4); starts at zero. */
class Centre {
  constructor(size, momentum) {
    this.value = filled([size], 0, false);
    this.momentum = momentum;
  }

  update(logits) {
    this.value.assign(this.value.mul(this.momentum).add(logits.mean(0).mul(1 - this.momentum)));
  }
}
`,
);

export const sinkhorn = snippet(
  'sinkhorn',
  [stopGradient],
  `
/** Codes that spread a batch evenly over the prototypes (Caron et al. 2020, eqs. 3 to 5); a queue balances along. */
function sinkhorn(scores, epsilon, iterations, queue = null) {
  const [rows] = scores.shape;
  let logCodes = stopGradient(queue ? tf.concat([queue, scores]) : scores).div(epsilon);
  for (let i = 0; i < iterations; i++) {
    const balanced = tf.logSoftmax(logCodes.transpose()).transpose();
    logCodes = tf.logSoftmax(balanced);
  }
  return stopGradient(logCodes.slice([logCodes.shape[0] - rows, 0]).exp());
}
`,
);
