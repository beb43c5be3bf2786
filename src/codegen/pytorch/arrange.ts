import type { RecordedTensor } from '../../ir/recording.ts';
import type { TensorData } from '../safetensors/tensor-data.ts';
import type { Layout } from './emission.ts';

/** The axes of a row-major tensor in another order. */
function permute(data: ArrayLike<number>, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  const to = order.map((axis) => shape[axis]!);
  const steps = order.map((axis) => strides[axis]!);
  const result = new Float32Array(data.length);
  const at = to.map(() => 0);
  let from = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = data[from]!;
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++at[axis]! < to[axis]!) break;
      from -= steps[axis]! * to[axis]!;
      at[axis] = 0;
    }
  }
  return result;
}

const AXES = { linear: [1, 0], conv: [3, 2, 0, 1] } as const;

function floats(data: Float32Array, shape: readonly number[]): TensorData {
  return { dtype: 'F32', shape, data };
}

/** A weight, its gradient or a state of the canvas as PyTorch's module has it. */
export function arrange({ shape, data }: RecordedTensor, layout: Layout): TensorData {
  if (layout === 'same') return floats(Float32Array.from(data), shape);
  if (typeof layout === 'string') {
    const order = AXES[layout];
    return floats(
      permute(data, shape, order),
      order.map((axis) => shape[axis]!),
    );
  }
  const { size, channels } = layout;
  const width = shape[1]!;
  return floats(permute(data, [size, size, channels, width], [3, 2, 0, 1]), [width, channels, size, size]);
}

/** A signal of the canvas as the exported forward pass has it: images with their channels second. */
export function arrangeSignal({ shape, data }: RecordedTensor): TensorData {
  if (data instanceof Int32Array) return { dtype: 'I32', shape, data };
  if (shape.length !== 4) return floats(Float32Array.from(data), shape);
  const order = [0, 3, 1, 2];
  return floats(
    permute(data, shape, order),
    order.map((axis) => shape[axis]!),
  );
}
