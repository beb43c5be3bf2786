/** How a weight or a state begins. Random ones draw from the stream named after the tensor's id. */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  /** Normal with the given standard deviation; with `unitRows` every row (last axis) is then scaled to length 1. */
  | { readonly kind: 'normal'; readonly std: number; readonly unitRows?: true }
  /** Uniform in [−limit, limit]. */
  | { readonly kind: 'uniform'; readonly limit: number };

export const zeros: Initializer = { kind: 'constant', value: 0 };
export const ones: Initializer = { kind: 'constant', value: 1 };

/** Rows (last axis) of length 1 that point anywhere alike: how queues and memory banks begin. */
export const unitNoise: Initializer = { kind: 'normal', std: 1, unitRows: true };

/** Standard deviation √(2 / fan-in), for weights followed by ReLU (He et al. 2015, eq. 10). */
export function heNormal(fanIn: number): Initializer {
  return { kind: 'normal', std: Math.sqrt(2 / fanIn) };
}

/** Limit 1/√(fan-in): what PyTorch draws by default for linear and convolution weights and their biases. */
export function fanInUniform(fanIn: number): Initializer {
  return { kind: 'uniform', limit: 1 / Math.sqrt(fanIn) };
}
