import { engine } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/** Runs one kernel of the current backend, past tfjs's operation layer and its gradient tape; the caller owns the result. */
export function kernel(
  name: string,
  inputs: Readonly<Record<string, Tensor>> | readonly Tensor[],
  attributes: object = {},
): Tensor {
  return kernels(name, inputs, attributes)[0]!;
}

/** The same of a kernel with several results. */
export function kernels(
  name: string,
  inputs: Readonly<Record<string, Tensor>> | readonly Tensor[],
  attributes: object = {},
): Tensor[] {
  const result: Tensor | Tensor[] = engine().runKernel(
    name,
    inputs as unknown as NamedTensorMap,
    attributes as NamedAttrMap,
  );
  return Array.isArray(result) ? result : [result];
}

/** Runs a composition of kernels; what it gives survives, everything else it made is freed. */
export function compose<T extends Tensor | Tensor[]>(body: () => T): T {
  return engine().tidy(body);
}

// the few kernels that compositions are written in
export const add = (a: Tensor, b: Tensor): Tensor => kernel('Add', { a, b });
export const sub = (a: Tensor, b: Tensor): Tensor => kernel('Sub', { a, b });
export const mul = (a: Tensor, b: Tensor): Tensor => kernel('Multiply', { a, b });
export const div = (a: Tensor, b: Tensor): Tensor => kernel('RealDiv', { a, b });
export const clone = (x: Tensor): Tensor => kernel('Identity', { x });
export const reshape = (x: Tensor, shape: readonly number[]): Tensor => kernel('Reshape', { x }, { shape });
export const sum = (x: Tensor, axis: readonly number[], keepDims = false): Tensor =>
  kernel('Sum', { x }, { axis, keepDims });
export const max = (x: Tensor, reductionIndices: readonly number[], keepDims = false): Tensor =>
  kernel('Max', { x }, { reductionIndices, keepDims });
export const slice = (x: Tensor, begin: readonly number[], size: readonly number[]): Tensor =>
  kernel('Slice', { x }, { begin, size });
export const cast = (x: Tensor, dtype: 'float32' | 'int32'): Tensor => kernel('Cast', { x }, { dtype });

/** 1 where the comparison holds, else 0, as float32. `name` is a comparison kernel. */
export function mask(name: 'Equal' | 'Greater' | 'Less' | 'NotEqual', a: Tensor, b: Tensor): Tensor {
  const truth = kernel(name, { a, b });
  const result = cast(truth, 'float32');
  truth.dispose();
  return result;
}
