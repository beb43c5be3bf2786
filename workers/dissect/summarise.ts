import { sizeOf } from '../../src/ir/value.ts';
import type { HostTensor, Preview, Summary } from '../protocol.ts';
import { imagePreview } from './image-preview.ts';
import { shrink } from './shrink.ts';
import { statistics } from './statistics.ts';

const BARS = 128;
const SIDE = 64;

/** How a tensor is to be looked at. */
export interface Look {
  /** What the wire carries; `images` are shown as such. */
  readonly kind: string;
  /** How many views stand one after another on axis 0. */
  readonly views: number;
}

/** A tensor's statistics, and a picture of it that stays small. */
export function summarise(tensor: HostTensor, look: Look): Summary {
  const { shape, dtype } = tensor;
  return { shape, dtype, ...statistics(tensor), preview: previewOf(tensor, look) };
}

function previewOf(tensor: HostTensor, { kind, views }: Look): Preview {
  const { shape, data } = tensor;
  if (shape.length === 0) return { kind: 'scalar', value: data[0]! };
  if (shape.length === 1) {
    return { kind: 'bars', values: shrink(data, [1, data.length], [1, BARS]).values };
  }
  const channels = shape[3];
  if (kind === 'images' && shape.length === 4 && (channels === 1 || channels === 3)) {
    return imagePreview(tensor, views);
  }
  const averaged = shape.length > 2;
  const [rows, columns] = [shape[0]!, shape.at(-1)!];
  const flat = averaged ? overMiddle(tensor) : data;
  return { kind: 'matrix', ...shrink(flat, [rows, columns], [SIDE, SIDE]), averaged };
}

/** The mean over all axes but the first and the last: pixels of a feature map, tokens of a sequence. */
function overMiddle({ shape, data }: HostTensor): Float32Array {
  const [rows, columns] = [shape[0]!, shape.at(-1)!];
  const between = sizeOf(shape.slice(1, -1));
  const means = new Float64Array(rows * columns);
  for (let i = 0; i < data.length; i++) {
    const row = Math.floor(i / (between * columns));
    means[row * columns + (i % columns)]! += data[i]! / between;
  }
  return Float32Array.from(means);
}
