import { broadcast_util, util } from '@tensorflow/tfjs-core';

type Four = [number, number, number, number];

/** A pair of broadcast operands as four axes: sizes, and each operand's strides in elements, 0 where it is repeated. */
export interface BroadcastAxes {
  shape: number[];
  sizes: Four;
  strides: [Four, Four];
}

/** Strides of a shape aligned to the right of `rank` axes; 0 along axes that it lacks or has one element of. */
function alignedStrides(shape: number[], rank: number): number[] {
  const strides = Array<number>(rank).fill(0);
  for (let i = shape.length - 1, step = 1; i >= 0; step *= shape[i--]!) {
    if (shape[i]! > 1) strides[rank - shape.length + i] = step;
  }
  return strides;
}

/**
 * Joins axes that both operands walk evenly, which leaves at most four for nearly all broadcasts.
 * @returns nothing where more than four remain
 * @throws if the shapes do not broadcast
 */
export function broadcastAxes(a: number[], b: number[]): BroadcastAxes | undefined {
  const shape = broadcast_util.assertAndGetBroadcastShape(a, b);
  const [fullA, fullB] = [alignedStrides(a, shape.length), alignedStrides(b, shape.length)];
  const axes: { size: number; a: number; b: number }[] = [];
  for (const [i, size] of shape.entries()) {
    if (size === 1) continue;
    const axis = { size, a: fullA[i]!, b: fullB[i]! };
    const outer = axes.at(-1);
    if (outer && outer.a === axis.a * size && outer.b === axis.b * size) {
      axes[axes.length - 1] = { ...axis, size: outer.size * size };
    } else {
      axes.push(axis);
    }
  }
  if (axes.length > 4) return undefined;
  const four = (values: number[], fill: number) =>
    [...Array<number>(4 - values.length).fill(fill), ...values] as Four;
  return {
    shape,
    sizes:
      util.sizeFromShape(shape) === 0
        ? [0, 0, 0, 0]
        : four(
            axes.map((axis) => axis.size),
            1,
          ),
    strides: [
      four(
        axes.map((axis) => axis.a),
        0,
      ),
      four(
        axes.map((axis) => axis.b),
        0,
      ),
    ],
  };
}
