import type { Tensor } from '@tensorflow/tfjs-core';
import type { Executor, Executors } from './executor.ts';
import { cast, clone, compose, kernel, mask, sub } from './kernel.ts';

type UnaryName =
  | 'neg'
  | 'exp'
  | 'log'
  | 'log1p'
  | 'sqrt'
  | 'rsqrt'
  | 'reciprocal'
  | 'square'
  | 'abs'
  | 'sign'
  | 'floor'
  | 'relu'
  | 'sigmoid'
  | 'tanh'
  | 'erf'
  | 'sin'
  | 'cos';
type BinaryName = 'add' | 'sub' | 'mul' | 'div' | 'maximum' | 'minimum' | 'pow';

/** 1 where x > 0, else 0. */
const step = (x: Tensor): Tensor => kernel('Step', { x }, { alpha: 0 });

function unary(name: string): Executor<UnaryName> {
  return ([x]) => [kernel(name, { x: x! })];
}

function binary(name: string): Executor<BinaryName> {
  return ([a, b]) => [kernel(name, { a: a!, b: b! })];
}

export const elementwise: Executors<
  UnaryName | BinaryName | 'step' | 'stopGradient' | 'cast' | 'greater' | 'equal' | 'select'
> = {
  neg: unary('Neg'),
  exp: unary('Exp'),
  log: unary('Log'),
  log1p: unary('Log1p'),
  sqrt: unary('Sqrt'),
  rsqrt: unary('Rsqrt'),
  reciprocal: unary('Reciprocal'),
  square: unary('Square'),
  abs: unary('Abs'),
  // tfjs's kernel for WASM takes what is smaller than about 1e-7 for zero
  sign: ([x]) => [compose(() => sub(step(x!), step(kernel('Neg', { x: x! }))))],
  floor: unary('Floor'),
  relu: unary('Relu'),
  sigmoid: unary('Sigmoid'),
  tanh: unary('Tanh'),
  erf: unary('Erf'),
  sin: unary('Sin'),
  cos: unary('Cos'),
  step: ([x]) => [step(x!)],
  stopGradient: ([x]) => [clone(x!)],
  cast: ([x], { dtype }) => [cast(x!, dtype)],

  add: binary('Add'),
  sub: binary('Sub'),
  mul: binary('Multiply'),
  div: binary('RealDiv'),
  maximum: binary('Maximum'),
  minimum: binary('Minimum'),
  pow: binary('Pow'),

  greater: ([a, b]) => [mask('Greater', a!, b!)],
  equal: ([a, b]) => [mask('Equal', a!, b!)],
  select: ([condition, a, b], _, __, { constants }) => {
    const zero = constants.get([], condition!.dtype as 'float32' | 'int32', 0);
    const truth = kernel('NotEqual', { a: condition!, b: zero });
    const result = kernel('Select', { condition: truth, t: a!, e: b! });
    truth.dispose();
    return [result];
  },
};
