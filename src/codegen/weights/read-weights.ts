import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { formatShape, sameShape, type ValueId } from '../../ir/value.ts';
import { arrangeBack, arrangedShape } from '../pytorch/arrange.ts';
import { readSafetensors } from '../safetensors/read-safetensors.ts';
import type { WeightLayout } from './weight-layout.ts';

export interface LoadedTensor {
  readonly shape: readonly number[];
  readonly dtype: 'float32';
  readonly data: Float32Array<ArrayBuffer>;
}

/** Weights and states by their ids on the canvas. */
export type LoadedWeights = Readonly<Record<ValueId, LoadedTensor>>;

/** How many batches a batch norm has seen: PyTorch counts it, and nothing reads it. */
const COUNTER = /(^|\.)num_batches_tracked$/;
/** Names that are listed before the rest is counted. */
const MOST_LISTED = 12;

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/**
 * The weights of a safetensors file, as `writeWeights` writes it or as an exported project's model saves its `state_dict`, arranged as the
 * canvas has them. All or nothing: fails with RUN_BAD_SAFETENSORS where the file cannot be read, and with RUN_WEIGHTS_MISFIT for
 * tensors that are missing, are no one's, or are of another shape or type.
 */
export function readWeights({ slots }: WeightLayout, file: Uint8Array): Checked<LoadedWeights> {
  const content = readSafetensors(file);
  if (!content.ok) return content;
  const { tensors } = content.value;
  const keys = new Set(slots.map(({ key }) => key));
  const missing = slots.filter(({ key }) => !tensors.has(key)).map(({ key }) => key);
  const strange = [...tensors.keys()].filter((key) => !keys.has(key) && !COUNTER.test(key));
  const [shapes, types, wild]: [string[], string[], string[]] = [[], [], []];
  const loaded: Record<ValueId, LoadedTensor> = {};
  for (const { id, shape, key, layout } of slots) {
    const tensor = tensors.get(key);
    if (!tensor) continue;
    const expected = arrangedShape(shape, layout);
    if (tensor.dtype !== 'F32') types.push(`${key} (${tensor.dtype})`);
    else if (!sameShape(tensor.shape, expected)) {
      shapes.push(`${key} (${formatShape(tensor.shape)} instead of ${formatShape(expected)})`);
    } else if (!tensor.data.every(Number.isFinite)) wild.push(key);
    else
      loaded[id] = {
        shape,
        dtype: 'float32',
        data: arrangeBack(Float32Array.from(tensor.data), shape, layout),
      };
  }
  const problems = [
    [missing, 'it lacks'],
    [strange, 'no module has a place for'],
    [shapes, 'other shapes have'],
    [types, 'of another type than F32 are'],
    [wild, 'numbers that are not finite are in'],
  ] as const;
  const found = problems.flatMap(([names, what]) =>
    names.length > 0 ? [diagnose('RUN_WEIGHTS_MISFIT', { problem: `${what} ${listed(names)}` })] : [],
  );
  return found.length > 0 ? failure(found) : success(loaded);
}
