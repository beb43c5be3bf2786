import type { ValueType } from '../../ir/value.ts';

/** A size that stands fixed, or one that grows with the images: `perImage` for each. */
export type Extent = number | { readonly perImage: number };

/** The shape of a value for any number of images. */
export type OpenShape = readonly Extent[];

export interface OpenType {
  readonly shape: OpenShape;
  readonly dtype: ValueType['dtype'];
}

/** Sizes found with two numbers of images as one that holds for any; `null` where they do not grow in proportion. */
export function extentOf(sizes: readonly [number, number], images: readonly [number, number]): Extent | null {
  if (sizes[0] === sizes[1]) return sizes[0];
  const perImage = sizes[0] / images[0];
  return Number.isInteger(perImage) && sizes[1] === perImage * images[1] ? { perImage } : null;
}

export function isOpen(extent: Extent): extent is { readonly perImage: number } {
  return typeof extent !== 'number';
}

/** The sizes for so many images. */
export function closed(shape: OpenShape, images: number): number[] {
  return shape.map((extent) => (isOpen(extent) ? extent.perImage * images : extent));
}
