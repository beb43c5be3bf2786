import { util } from '@tensorflow/tfjs-core';
import type { TransposeAttrs, TransposeInputs } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { native } from './native.ts';
import { isFourBytes, runStock } from './stock.ts';

/** The permutation as batch × rows × columns with the last two exchanged, or nothing where it is another one. */
function asExchange(shape: number[], perm: number[]): [number, number, number] | undefined {
  const order = perm.filter((axis) => shape[axis] !== 1);
  const axes = order.toSorted((p, q) => p - q);
  const fixed = order.findIndex((axis, i) => axis !== axes[i]);
  if (fixed < 0) return undefined;
  const [rest, moved] = [axes.slice(fixed), order.slice(fixed)];
  const rows = rest.indexOf(moved[0]!); // how many axes come to stand last
  const rotated = [...rest.slice(rows), ...rest.slice(0, rows)];
  if (!util.arraysEqual(rotated, moved)) return undefined;
  const size = (part: number[]) => part.reduce((product, axis) => product * shape[axis]!, 1);
  return [size(axes.slice(0, fixed)), size(rest.slice(0, rows)), size(rest.slice(rows))];
}

/** Permutes axes; by squares that fit the cache where two groups of neighbouring axes change places. */
export const transpose = defineKernel<TransposeInputs, TransposeAttrs>('Transpose', (args) => {
  const { inputs, backend, attrs } = args;
  const { x } = inputs;
  const exchange = asExchange(x.shape, attrs.perm);
  if (!exchange || !isFourBytes(x) || util.sizeFromShape(x.shape) === 0) return runStock('Transpose', args);
  const out = backend.makeOutput(
    attrs.perm.map((axis) => x.shape[axis]!),
    x.dtype,
  );
  const [batch, rows, cols] = exchange;
  inParts(backend, 'transposeBatch', [address(backend, x), address(backend, out), rows, cols], {
    count: batch * native(backend).transposeParts(rows),
    nanoseconds: batch * rows * cols * perElement,
  });
  return out;
});
