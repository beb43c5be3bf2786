import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { withScratch } from './heap.ts';
import { inParts, perElement } from './in-parts.ts';
import { native } from './native.ts';

/** Outer sums that are enough for the threads to share. */
const MANY = 16;

/** to[outer, inner] = scale · the sum of x[outer, reduced, inner] over its middle axis. */
export function sumOverMiddle(
  backend: BackendWasm,
  x: number,
  to: number,
  [outer, reduced, inner]: readonly [outer: number, reduced: number, inner: number],
  scale: number,
): void {
  const kernels = native(backend);
  const nanoseconds = outer * reduced * inner * perElement;
  const groups = kernels.partialCount(reduced);
  // both ways add in the same order
  if (outer >= MANY || inner === 1 || groups === 1) {
    inParts(backend, 'sumMiddle', [x, to, reduced, inner, scale], {
      count: outer,
      nanoseconds,
      scratch: 4 * inner,
    });
    return;
  }
  withScratch(backend, 4 * outer * groups * inner, (partials) => {
    inParts(backend, 'partialSums', [x, partials, reduced, inner], { count: outer * groups, nanoseconds });
    kernels.combine(partials, to, outer, groups, inner, scale);
  });
}
