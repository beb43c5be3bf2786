import type { Operation } from '../../../src/ir/operation.ts';
import type { ValueGraph } from './value-graph.ts';

export type MatMul = Extract<Operation, { name: 'matMul' }>;

/** A product of `batch` pairs of matrices: rows × inner by inner × columns. */
export interface ProductDimensions {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

export function dimensionsOf(product: MatMul, graph: Pick<ValueGraph, 'typeOf'>): ProductDimensions {
  const { shape } = graph.typeOf(product.inputs[0]!);
  const result = product.types[0]!.shape;
  return {
    batch: shape.length === 3 ? shape[0]! : 1,
    rows: result.at(-2)!,
    columns: result.at(-1)!,
    inner: shape.at(product.attributes.transposeA ? -2 : -1)!,
  };
}

/** Operations that may follow a product in its kernel: with more, threads would have too few registers left. */
export const MOST_AFTER = 24;

/** What a workgroup computes, and how far it goes along the inner dimension between two barriers. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** With fewer large tiles than this a device is better filled with small ones. */
const MANY_TILES = 64;
/** A workgroup of 64 threads with 16 results each. */
const LEAST = 1024;

export function tileFor(batch: number, rows: number, columns: number): Tile {
  const count = batch * Math.ceil(rows / 64) * Math.ceil(columns / 64);
  const largest = count < MANY_TILES ? 32 : 64;
  const side = (n: number): number => Math.min(largest, n <= 16 ? 16 : n <= 32 ? 32 : 64);
  let [height, width] = [side(rows), side(columns)];
  while (height * width < LEAST) {
    if (height < width ? rows > height : columns <= width) height *= 2;
    else width *= 2;
  }
  // shared memory holds two stretches, and 16 KiB is what every device has
  return { rows: height, columns: width, depth: height * width > 2048 ? 16 : 32 };
}

/** A product with fewer tiles than this and a long inner dimension leaves most of a device idle. */
const FEW_TILES = 16;
const LONG = 256;
/** Sums of this many parts are a loop in one thread. */
const MOST_PARTS = 16;
const SHORTEST_PART = 64;

/**
 * Into how many equal parts the inner dimension is split, to be added up afterwards in their order: sums that threads add
 * to as they come would differ from run to run. 1 where it is better left whole.
 */
export function partsOf({ batch, rows, columns, inner }: ProductDimensions): number {
  const { rows: height, columns: width } = tileFor(batch, rows, columns);
  const tiles = batch * Math.ceil(rows / height) * Math.ceil(columns / width);
  if (batch > 1 || tiles >= FEW_TILES || inner < LONG) return 1;
  const most = Math.min(MOST_PARTS, Math.floor(inner / SHORTEST_PART), Math.ceil((4 * FEW_TILES) / tiles));
  for (let parts = most; parts > 1; parts--) if (inner % parts === 0) return parts;
  return 1;
}
