import { defined } from '../../base/assert.ts';
import type { RecordedTensor } from '../../ir/recording.ts';
import type { ValueId } from '../../ir/value.ts';
import { arrange } from '../pytorch/arrange.ts';
import { writeSafetensors } from '../safetensors/write-safetensors.ts';
import type { WeightLayout } from './weight-layout.ts';

export interface WeightsAbout {
  readonly title: string;
  /** Steps taken by the run. */
  readonly step: number;
}

/**
 * The weights of a run as a safetensors file: `torch`'s `model.load_state_dict(load_file("weights.safetensors"))` takes it where the
 * drawing can be exported.
 *
 * @param tensors every weight and state of the program, as a checkpoint has them
 */
export function writeWeights(
  { keys, slots }: WeightLayout,
  tensors: Readonly<Record<ValueId, RecordedTensor>>,
  { title, step }: WeightsAbout,
): Uint8Array<ArrayBuffer> {
  return writeSafetensors({
    tensors: new Map(
      slots.map(({ id, key, layout }) => [
        key,
        arrange(defined(tensors[id], `${id} is in the checkpoint`), layout),
      ]),
    ),
    // `format: pt` is what PyTorch's libraries look for
    metadata: new Map([
      ['format', 'pt'],
      ['unlabel.keys', keys],
      ['unlabel.step', String(step)],
      ['unlabel.title', title],
    ]),
  });
}
