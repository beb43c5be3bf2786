import type { RecordedTensor } from '../../ir/recording.ts';
import type { TensorData } from '../safetensors/tensor-data.ts';
import { permute } from '../permute.ts';
import type { Layout } from './emission.ts';

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

/** The shape that a tensor of the canvas has in PyTorch's module. */
export function arrangedShape(shape: readonly number[], layout: Layout): readonly number[] {
  if (layout === 'same') return shape;
  if (typeof layout === 'string') return AXES[layout].map((axis) => shape[axis]!);
  return [shape[1]!, layout.channels, layout.size, layout.size];
}

/** Undoes `arrange`: PyTorch's numbers in the order of the canvas. */
export function arrangeBack(
  data: Float32Array<ArrayBuffer>,
  shape: readonly number[],
  layout: Layout,
): Float32Array<ArrayBuffer> {
  if (layout === 'same') return data;
  const order = typeof layout === 'string' ? AXES[layout] : AXES.conv;
  const back = order.map((_, axis) => (order as readonly number[]).indexOf(axis));
  return permute(data, arrangedShape(shape, layout), back);
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
