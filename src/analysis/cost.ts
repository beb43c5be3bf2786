import type { Operation } from '../ir/operation.ts';
import type { Program } from '../ir/program.ts';
import { sizeOf, type ValueId, type ValueType } from '../ir/value.ts';

/** What one training step asks of the machine, counted from the Program. */
export interface StepCost {
  /** Floating-point operations of forward pass, backward pass, optimiser and commit. A multiply-add is two. */
  readonly flops: number;
  /** Bytes of weights and states, kept from step to step. */
  readonly keptBytes: number;
  /** The most bytes that are alive at once within a step, weights and states included. */
  readonly peakBytes: number;
}

/** Every element of a tensor takes four bytes: float32 and int32. */
const BYTES = 4;

/** Moves numbers or names them anew, but computes none. */
const FREE: ReadonlySet<Operation['name']> = new Set<Operation['name']>([
  'constant',
  'stopGradient',
  'cast',
  'reshape',
  'transpose',
  'concat',
  'slice',
  'pad',
  'broadcastTo',
  'reverse',
  'gather',
  'oneHot',
]);

/** Operations for each number that comes in (normalising, exponentials, reductions count what they read). */
const PER_INPUT: Partial<Record<Operation['name'], number>> = {
  sum: 1,
  max: 1,
  argMax: 1,
  segmentSum: 1,
  // largest, difference, exponential, sum, quotient
  softmax: 5,
  logSoftmax: 5,
  // mean and variance, then scale and offset
  batchNorm: 7,
  // two sums and the combination
  batchNormGradient: 11,
  // three blends, one of them with a grey mean, and the turn of the hue by a 3×3 matrix
  colorJitter: 15,
};

/** Floating-point operations of one operation, given the types of its inputs. */
export function operationFlops(operation: Operation, typeOf: (id: ValueId) => ValueType): number {
  const { name, inputs, types } = operation;
  if (FREE.has(name)) return 0;
  const shapes = inputs.map((id) => typeOf(id).shape);
  const out = sizeOf(types[0]!.shape);
  switch (operation.name) {
    case 'matMul': {
      const a = shapes[0]!;
      const inner = a[a.length - (operation.attributes.transposeA ? 2 : 1)]!;
      return 2 * out * inner;
    }
    // each output pixel and channel is the sum over the window and the channels that come in
    case 'conv2d':
      return 2 * out * windowSize(shapes[1]!);
    // the products of the forward pass, each used once more
    case 'conv2dInputGradient':
      return 2 * sizeOf(shapes[0]!) * windowSize(shapes[1]!);
    case 'conv2dKernelGradient':
      return 2 * sizeOf(shapes[1]!) * windowSize(operation.attributes.kernelShape);
    case 'maxPool2d':
      return out * operation.attributes.size ** 2;
    case 'maxPool2dGradient':
      return sizeOf(shapes[0]!) * operation.attributes.size ** 2;
    default: {
      const each = PER_INPUT[name];
      return each === undefined ? out : each * sizeOf(shapes[0]!);
    }
  }
}

/** Kernels are height × width × in × out. */
function windowSize(kernel: readonly number[]): number {
  return kernel[0]! * kernel[1]! * kernel[2]!;
}

const bytesOf = ({ shape }: { readonly shape: readonly number[] }): number => BYTES * sizeOf(shape);

/**
 * Counts a training step. Memory is that of a machine that frees every tensor after its last use and reuses nothing else:
 * a backend that fuses operations needs less, one that pads or pools buffers more.
 */
export function stepCost(program: Program): StepCost {
  const { weights, states, step, losses, commits, gradients, probes } = program;
  const types = new Map<ValueId, ValueType>();
  for (const { id, shape } of [...weights, ...states]) types.set(id, { shape, dtype: 'float32' });
  for (const { id, type } of step.feeds) types.set(id, type);
  for (const { outputs, types: given } of step.operations) {
    for (const [i, id] of outputs.entries()) types.set(id, given[i]!);
  }
  const typeOf = (id: ValueId): ValueType => types.get(id) ?? { shape: [], dtype: 'float32' };

  const lastUse = new Map<ValueId, number>();
  for (const [position, { inputs, outputs }] of step.operations.entries()) {
    for (const id of [...inputs, ...outputs]) lastUse.set(id, position);
  }
  const kept = new Set<ValueId>([
    ...losses.map(({ value }) => value),
    ...commits.map(({ value }) => value),
    ...gradients.map(({ value }) => value),
    ...probes.flatMap(({ source }) =>
      source.kind === 'batch' ? source.values.map(({ value }) => value) : [],
    ),
  ]);

  const keptBytes = [...weights, ...states].reduce((sum, tensor) => sum + bytesOf(tensor), 0);
  const permanent = new Set([...weights, ...states].map(({ id }) => id));
  let flops = 0;
  let live = keptBytes + step.feeds.reduce((sum, { type }) => sum + bytesOf(type), 0);
  let peakBytes = live;
  for (const [position, operation] of step.operations.entries()) {
    const { name, inputs, outputs } = operation;
    flops += operationFlops(operation, typeOf);
    for (const id of outputs) live += bytesOf(typeOf(id));
    peakBytes = Math.max(peakBytes, live);
    if (name === 'constant') continue;
    for (const id of new Set([...inputs, ...outputs])) {
      if (lastUse.get(id) === position && !kept.has(id) && !permanent.has(id)) live -= bytesOf(typeOf(id));
    }
  }
  return { flops, keptBytes, peakBytes };
}
