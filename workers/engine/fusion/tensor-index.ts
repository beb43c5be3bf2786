import { sameShape } from '../../../src/ir/value.ts';
import type { WgslScope } from './wgsl-scope.ts';

/**
 * A place in a tensor, as WGSL expressions of type u32: by coordinates, by the position in row-major order, or by both. At
 * least one of them is there; the other is worked out where it is needed.
 */
export interface TensorIndex {
  readonly shape: readonly number[];
  readonly coordinates?: readonly string[];
  readonly flat?: string;
}

export const ZERO = '0u';

export function plus(expression: string, n: number): string {
  return n === 0 ? expression : `(${expression} + ${n}u)`;
}

function times(expression: string, n: number): string {
  return n === 1 || expression === ZERO ? expression : `${expression} * ${n}u`;
}

/** How far apart neighbours along each axis are in row-major order. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

export function squeeze(shape: readonly number[]): number[] {
  return shape.filter((n) => n !== 1);
}

function placeKey(shape: readonly number[], flat: string): string {
  return `${squeeze(shape).join('x')} at ${flat}`;
}

/** Makes the coordinates known by which a position is to be called, whichever way a shape comes back to it. */
export function rememberPlace(
  shape: readonly number[],
  coordinates: readonly string[],
  flat: string,
  scope: WgslScope,
): void {
  const own = coordinates.filter((_, axis) => shape[axis] !== 1);
  if (own.length > 0) scope.remember(placeKey(shape, flat), own.join(' '));
}

export function coordinatesOf(
  { shape, coordinates, flat }: TensorIndex,
  scope: WgslScope,
): readonly string[] {
  if (coordinates) return coordinates;
  const known = scope.known(placeKey(shape, flat!))?.split(' ');
  if (known) return shape.map((n) => (n === 1 ? ZERO : known.shift()!));
  const strides = stridesOf(shape);
  let leading = true;
  return shape.map((n, axis) => {
    if (n === 1) return ZERO;
    const divided = strides[axis] === 1 ? flat! : `${flat!} / ${strides[axis]}u`;
    const expression = leading ? divided : `(${divided}) % ${n}u`;
    leading = false;
    return scope.let(expression);
  });
}

export function flatOf({ shape, coordinates, flat }: TensorIndex, scope: WgslScope): string {
  if (flat !== undefined) return flat;
  const strides = stridesOf(shape);
  const terms = coordinates!
    .map((coordinate, axis) => times(coordinate, strides[axis]!))
    .filter((term) => term !== ZERO);
  return terms.length === 0 ? ZERO : scope.let(terms.join(' + '));
}

/** Whether the index means the place with the given coordinates along axes that are longer than 1, or that position. */
export function isAt(
  { shape, coordinates, flat }: TensorIndex,
  place: readonly string[],
  position: string,
): boolean {
  if (place.length === 0) return true;
  if (!coordinates) return flat === position;
  const own = coordinates.filter((_, axis) => shape[axis] !== 1);
  return own.length === place.length && own.every((c, i) => c === place[i]);
}

/** The place of the same element in a tensor of another shape and the same size. */
export function reshapeIndex(index: TensorIndex, shape: readonly number[], scope: WgslScope): TensorIndex {
  if (index.coordinates && sameShape(squeeze(index.shape), squeeze(shape))) {
    const rest = index.coordinates.filter((_, axis) => index.shape[axis] !== 1);
    const coordinates = shape.map((n) => (n === 1 ? ZERO : rest.shift()!));
    return { shape, coordinates, ...(index.flat === undefined ? {} : { flat: index.flat }) };
  }
  return { shape, flat: flatOf(index, scope) };
}

/** The place that broadcasting reads in a tensor of the given shape. */
export function broadcastIndex(index: TensorIndex, shape: readonly number[], scope: WgslScope): TensorIndex {
  if (sameShape(index.shape, shape)) return index;
  if (sameShape(squeeze(index.shape), squeeze(shape))) return reshapeIndex(index, shape, scope);
  if (shape.every((n) => n === 1)) return { shape, coordinates: shape.map(() => ZERO), flat: ZERO };
  const coordinates = coordinatesOf(index, scope);
  const lead = index.shape.length - shape.length;
  return { shape, coordinates: shape.map((n, axis) => (n === 1 ? ZERO : coordinates[axis + lead]!)) };
}
