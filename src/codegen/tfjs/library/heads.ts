import { snippet } from '../../snippet.ts';
import { batchNorm, filled, linear, sequential, uniform } from './layers.ts';
import { gelu, l2Normalize } from './tensors.ts';

export const dinoHead = snippet(
  'DINOHead',
  [linear, batchNorm, sequential, gelu, l2Normalize, uniform, filled],
  `
/** An MLP to a bottleneck, L2 normalisation and a weight-normalised layer (Caron et al. 2021, appendix C). */
class DINOHead {
  constructor(inputs, hidden, bottleneck, outputs, { layers = 3, norm = false, unitRows = true } = {}) {
    const deviation = 0.02;
    const parts = [];
    for (let i = 0; i < layers - 1; i++) {
      parts.push(new Linear(i === 0 ? inputs : hidden, hidden, { bias: !norm, deviation }));
      parts.push(...(norm ? [new BatchNorm(hidden), gelu] : [gelu]));
    }
    parts.push(new Linear(layers > 1 ? hidden : inputs, bottleneck, { deviation }));
    this.mlp = new Sequential(...parts);
    this.direction = uniform([outputs, bottleneck], bottleneck ** -0.5);
    this.gain = unitRows ? null : filled([1, outputs], 1);
  }

  apply(x, training = true) {
    const y = l2Normalize(this.mlp.apply(x, training));
    const cosines = y.matMul(l2Normalize(this.direction), false, true);
    return this.gain ? cosines.mul(this.gain) : cosines;
  }
}
`,
);

export const prototypes = snippet(
  'Prototypes',
  [uniform, l2Normalize],
  `
/** Scores of learned vectors for each embedding (Caron et al. 2020, sec. 3). */
class Prototypes {
  constructor(width, count, { unitLength = true } = {}) {
    this.vectors = uniform([count, width], width ** -0.5);
    this.unitLength = unitLength;
    tf.tidy(() => this.renormalise());
  }

  /** Scales every vector to length 1, at the start and after each update. */
  renormalise() {
    if (this.unitLength) this.vectors.assign(l2Normalize(this.vectors));
  }

  apply(x) {
    return x.matMul(this.vectors, false, true);
  }
}
`,
);
