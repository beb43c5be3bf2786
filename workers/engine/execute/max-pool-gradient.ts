import type { Tensor } from '@tensorflow/tfjs-core';
import type { BackendName } from '../../protocol.ts';
import { compose, kernel } from './kernel.ts';

/** Below every pixel, and finite on every backend. */
const LOWEST = -3.4e38;

interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

/**
 * Gradient of max pooling, B×OH×OW×C → B×H×W×C; the first maximum of a window in row-major order takes all of it.
 *
 * The kernels of the graphics backends give it to the last maximum instead. They are right on a mirror image, where the
 * order is reversed; for its windows to be the same ones, the image is first cut or padded to what the windows cover.
 */
export function maxPoolGradient(
  dy: Tensor,
  x: Tensor,
  y: Tensor,
  { size, stride, padding }: Window,
  backend: BackendName,
): Tensor {
  const attributes = { filterSize: [size, size], strides: [stride, stride] };
  if (backend === 'cpu' || backend === 'wasm') {
    return kernel('MaxPoolGrad', { dy, input: x, output: y }, { ...attributes, pad: padding });
  }
  const trailing = (axis: 1 | 2): number => (dy.shape[axis]! - 1) * stride + size - padding - x.shape[axis]!;
  const after = [trailing(1), trailing(2)] as const;
  const flip = (image: Tensor): Tensor => kernel('Reverse', { x: image }, { dims: [1, 2] });
  return compose(() => {
    const covered = resize(x, padding, after, LOWEST);
    const mirrored = kernel(
      'MaxPoolGrad',
      { dy: flip(dy), input: flip(covered), output: flip(y) },
      { ...attributes, pad: 0 },
    );
    return resize(flip(mirrored), -padding, [-after[0], -after[1]], 0);
  });
}

/** Pads the two image axes of a B×H×W×C tensor; a negative amount cuts. */
function resize(x: Tensor, before: number, after: readonly [number, number], value: number): Tensor {
  const cut = [before, before, ...after].some((n) => n < 0)
    ? kernel(
        'Slice',
        { x },
        {
          begin: [0, Math.max(0, -before), Math.max(0, -before), 0],
          size: x.shape.map((n, axis) =>
            axis === 1 || axis === 2 ? n + Math.min(0, before) + Math.min(0, after[axis - 1]!) : n,
          ),
        },
      )
    : x;
  if ([before, ...after].every((n) => n <= 0)) return cut === x ? kernel('Identity', { x }) : cut;
  const paddings = [[0, 0], ...after.map((n) => [Math.max(0, before), Math.max(0, n)]), [0, 0]];
  return kernel('PadV2', { x: cut }, { paddings, constantValue: value });
}
