import type { Operand, Signal, Tensor, TensorOps } from '../../../src/spec/index.ts';
import { FormulaProblem } from './problem.ts';
import { isTensor, rankOf, type AxisName, type Value } from './values.ts';

/** What a function sees of its call. */
export interface Call {
  readonly ops: TensorOps;
  readonly args: readonly Value[];
  /** The name called, for messages. */
  readonly name: string;
  /** The signal behind argument `index` where that is an input itself. */
  signal(index: number): Signal;
  /** While a probe looks at plain images there is one view, and it stands for all. */
  readonly evaluating: boolean;
}

export interface FormulaFunction {
  /** What stands between the brackets. */
  readonly takes: string;
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly apply: (call: Call) => Operand;
}

export const fail = (problem: string): never => {
  throw new FormulaProblem('formula', problem);
};

export function operand({ args, name }: Call, index: number): Operand {
  const value = args[index]!;
  if (typeof value === 'number' || isTensor(value)) return value;
  return fail(`“${value.axis}” is no value: ${name} takes it as its last argument at most`);
}

export function tensor(call: Call, index = 0): Tensor {
  const value = operand(call, index);
  return typeof value === 'number' ? call.ops.constant(value) : value;
}

/** A tensor with at least one axis. */
export function rows(call: Call, index = 0): Tensor {
  const x = tensor(call, index);
  return rankOf(x) > 0 ? x : fail(`${call.name} needs a tensor, not a single number`);
}

export function number({ args, name }: Call, index: number): number {
  const value = args[index]!;
  return typeof value === 'number' ? value : fail(`${name} needs a fixed number as argument ${index + 1}`);
}

export function whole(call: Call, index: number, least: number, most: number): number {
  const value = number(call, index);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  return fail(`${call.name} needs a whole number from ${least} to ${most} as argument ${index + 1}`);
}

export function axis({ args, name }: Call, index: number): AxisName | undefined {
  const value = args[index];
  if (value === undefined) return undefined;
  if (typeof value === 'object' && 'axis' in value) return value.axis;
  return fail(`${name} takes batch, features or positions as argument ${index + 1}`);
}

export const isAxis = (value: Value | undefined): boolean => typeof value === 'object' && 'axis' in value;
