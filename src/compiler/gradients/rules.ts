import type { OperationAttributes, OperationName } from '../../ir/operations/attributes.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';
import type { Builder } from '../builder.ts';

/** What a rule knows of the operation it differentiates. */
export interface Adjoint<N extends OperationName> {
  readonly ops: Builder;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly attributes: OperationAttributes[N];
  /** Gradient of the loss with respect to the first output. */
  readonly dy: Tensor;
}

/** For each input, how to build the gradient with respect to it; `null` where none passes. */
export type GradientRule<N extends OperationName> = (a: Adjoint<N>) => readonly ((() => Tensor) | null)[];

const none = () => [null, null, null];

/**
 * The gradient of every operation, as a product of Jacobian and cotangent: with y = f(x) and dy = ∂L/∂y, what is ∂L/∂x?
 * Each is written in operations itself, so it is optimised, counted and printed like everything else.
 */
export const GRADIENT_RULES: { readonly [N in OperationName]: GradientRule<N> } = {
  constant: none,
  sign: none,
  floor: none,
  step: none,
  stopGradient: none,
  greater: none,
  equal: none,
  argMax: none,
  oneHot: none,
  colorJitter: none,
  // derivatives of derivatives: no method here differentiates twice
  conv2dInputGradient: none,
  conv2dKernelGradient: none,
  maxPool2dGradient: none,
  batchNormGradient: none,

  neg: ({ ops, dy }) => [() => ops.neg(dy)],
  exp: ({ ops, outputs: [y], dy }) => [() => ops.mul(dy, y!)],
  log: ({ ops, inputs: [x], dy }) => [() => ops.div(dy, x!)],
  log1p: ({ ops, inputs: [x], dy }) => [() => ops.div(dy, ops.add(x!, 1))],
  sqrt: ({ ops, outputs: [y], dy }) => [() => ops.div(ops.mul(dy, 0.5), y!)],
  rsqrt: ({ ops, inputs: [x], outputs: [y], dy }) => [() => ops.mul(dy, ops.mul(ops.div(y!, x!), -0.5))],
  reciprocal: ({ ops, outputs: [y], dy }) => [() => ops.neg(ops.mul(dy, ops.square(y!)))],
  square: ({ ops, inputs: [x], dy }) => [() => ops.mul(dy, ops.mul(x!, 2))],
  abs: ({ ops, inputs: [x], dy }) => [() => ops.mul(dy, ops.sign(x!))],
  relu: ({ ops, inputs: [x], dy }) => [() => ops.mul(dy, ops.step(x!))],
  sigmoid: ({ ops, outputs: [y], dy }) => [() => ops.mul(dy, ops.mul(y!, ops.sub(1, y!)))],
  tanh: ({ ops, outputs: [y], dy }) => [() => ops.mul(dy, ops.sub(1, ops.square(y!)))],
  erf: ({ ops, inputs: [x], dy }) => [
    () => ops.mul(dy, ops.mul(ops.exp(ops.neg(ops.square(x!))), 2 / Math.sqrt(Math.PI))),
  ],
  sin: ({ ops, inputs: [x], dy }) => [() => ops.mul(dy, ops.cos(x!))],
  cos: ({ ops, inputs: [x], dy }) => [() => ops.neg(ops.mul(dy, ops.sin(x!)))],
  cast: ({ inputs: [x], dy }) => [x!.dtype === 'float32' ? () => dy : null],

  add: ({ ops, inputs: [a, b], dy }) => [
    () => ops.unbroadcast(dy, a!.shape),
    () => ops.unbroadcast(dy, b!.shape),
  ],
  sub: ({ ops, inputs: [a, b], dy }) => [
    () => ops.unbroadcast(dy, a!.shape),
    () => ops.neg(ops.unbroadcast(dy, b!.shape)),
  ],
  mul: ({ ops, inputs: [a, b], dy }) => [
    () => ops.unbroadcast(ops.mul(dy, b!), a!.shape),
    () => ops.unbroadcast(ops.mul(dy, a!), b!.shape),
  ],
  div: ({ ops, inputs: [a, b], outputs: [y], dy }) => [
    () => ops.unbroadcast(ops.div(dy, b!), a!.shape),
    () => ops.neg(ops.unbroadcast(ops.div(ops.mul(dy, y!), b!), b!.shape)),
  ],
  // (1 + sign(a − b)) / 2 is 1, 0 or, where both are equal, one half each, as in PyTorch
  maximum: ({ ops, inputs: [a, b], dy }) => [
    () => ops.unbroadcast(ops.mul(dy, ops.mul(ops.add(ops.sign(ops.sub(a!, b!)), 1), 0.5)), a!.shape),
    () => ops.unbroadcast(ops.mul(dy, ops.mul(ops.add(ops.sign(ops.sub(b!, a!)), 1), 0.5)), b!.shape),
  ],
  minimum: ({ ops, inputs: [a, b], dy }) => [
    () => ops.unbroadcast(ops.mul(dy, ops.mul(ops.add(ops.sign(ops.sub(b!, a!)), 1), 0.5)), a!.shape),
    () => ops.unbroadcast(ops.mul(dy, ops.mul(ops.add(ops.sign(ops.sub(a!, b!)), 1), 0.5)), b!.shape),
  ],
  pow: ({ ops, inputs: [a, b], outputs: [y], dy }) => [
    () => ops.unbroadcast(ops.mul(dy, ops.mul(b!, ops.pow(a!, ops.sub(b!, 1)))), a!.shape),
    () => ops.unbroadcast(ops.mul(dy, ops.mul(y!, ops.log(a!))), b!.shape),
  ],
  select: ({ ops, inputs: [mask], dy }) => [
    null,
    () => ops.select(mask!, dy, 0),
    () => ops.select(mask!, 0, dy),
  ],

  sum: ({ ops, inputs: [x], attributes: { axes }, dy }) => [
    () => ops.broadcastTo(ops.reshape(dy, keptShape(x!.shape, axes)), x!.shape),
  ],
  // equal maxima share the gradient
  max: ({ ops, inputs: [x], outputs: [y], attributes: { axes }, dy }) => [
    () => {
      const kept = keptShape(x!.shape, axes);
      const mask = ops.equal(x!, ops.reshape(y!, kept));
      return ops.mul(mask, ops.div(ops.reshape(dy, kept), ops.sum(mask, axes, true)));
    },
  ],
  softmax: ({ ops, outputs: [y], dy }) => [
    () => ops.mul(ops.sub(dy, ops.sum(ops.mul(dy, y!), [-1], true)), y!),
  ],
  logSoftmax: ({ ops, outputs: [y], dy }) => [
    () => ops.sub(dy, ops.mul(ops.exp(y!), ops.sum(dy, [-1], true))),
  ],

  reshape: ({ ops, inputs: [x], dy }) => [() => ops.reshape(dy, x!.shape)],
  transpose: ({ ops, attributes: { permutation }, dy }) => [
    () =>
      ops.transpose(
        dy,
        permutation.map((_, axis) => permutation.indexOf(axis)),
      ),
  ],
  concat: ({ ops, inputs, attributes: { axis }, dy }) => {
    let from = 0;
    return inputs.map(({ shape }) => {
      const begin = shape.map((_, i) => (i === axis ? from : 0));
      from += shape[axis]!;
      return () => ops.slice(dy, begin, shape);
    });
  },
  slice: ({ ops, inputs: [x], attributes: { begin, size }, dy }) => [
    () =>
      ops.pad(
        dy,
        begin.map((before, axis) => [before, x!.shape[axis]! - before - size[axis]!] as const),
      ),
  ],
  pad: ({ ops, inputs: [x], attributes: { paddings }, dy }) => [
    () =>
      ops.slice(
        dy,
        paddings.map(([before]) => before),
        x!.shape,
      ),
  ],
  broadcastTo: ({ ops, inputs: [x], dy }) => [() => ops.unbroadcast(dy, x!.shape)],
  reverse: ({ ops, attributes: { axis }, dy }) => [() => ops.reverse(dy, axis)],
  gather: ({ ops, inputs: [x, indices], dy }) => [
    () => {
      const count = indices!.shape.reduce((product, n) => product * n, 1);
      const rows = ops.reshape(dy, [count, ...x!.shape.slice(1)]);
      return ops.segmentSum(rows, ops.reshape(indices!, [count]), x!.shape[0]!);
    },
    null,
  ],
  segmentSum: ({ ops, inputs: [, indices], dy }) => [() => ops.gather(dy, indices!), null],

  matMul: ({ ops, inputs: [a, b], attributes: { transposeA, transposeB }, dy }) => [
    () =>
      transposeA
        ? ops.matMul(b!, dy, { transposeA: transposeB, transposeB: true })
        : ops.matMul(dy, b!, { transposeB: !transposeB }),
    () =>
      transposeB
        ? ops.matMul(dy, a!, { transposeA: true, transposeB: transposeA })
        : ops.matMul(a!, dy, { transposeA: !transposeA }),
  ],

  conv2d: ({ ops, inputs: [x, kernel], attributes: { stride, padding }, dy }) => [
    () => ops.emit('conv2dInputGradient', [dy, kernel!], { stride, padding, inputShape: x!.shape })[0]!,
    () => ops.emit('conv2dKernelGradient', [x!, dy], { stride, padding, kernelShape: kernel!.shape })[0]!,
  ],
  maxPool2d: ({ ops, inputs: [x], outputs: [y], attributes, dy }) => [
    () => ops.emit('maxPool2dGradient', [dy, x!, y!], attributes)[0]!,
  ],
  batchNorm: ({ ops, inputs: [x, scale], outputs: [, mean, variance], attributes, dy }) => {
    let gradients: Tensor[] | undefined;
    const gradient = (i: number) => () =>
      (gradients ??= ops.emit('batchNormGradient', [dy, x!, scale!, mean!, variance!], attributes))[i]!;
    return [gradient(0), gradient(1), gradient(2)];
  },
};

/** The shape of a reduction's output as it is with `keepDims`. */
function keptShape(shape: readonly number[], axes: readonly number[]): number[] {
  return shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
}
