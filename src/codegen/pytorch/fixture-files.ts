import type { Program } from '../../ir/program.ts';
import type { RecordedTensor, Recording } from '../../ir/recording.ts';
import { writeSafetensors } from '../safetensors/write-safetensors.ts';
import { drawsInOrder } from '../fixture/draws-in-order.ts';
import { recordedWires } from '../fixture/recorded-wires.ts';
import type { TensorData } from '../safetensors/tensor-data.ts';
import { arrange, arrangeSignal } from './arrange.ts';
import { optimiserState } from './optimiser-state.ts';
import type { ModelPlan } from './plan.ts';

/** `fixture/`: the weights a run begins with, one batch of views, and what each step gave, as the exported code names things. */
export function fixtureFiles(
  plan: ModelPlan,
  program: Program,
  recording: Recording,
  order: readonly string[],
): Map<string, Uint8Array<ArrayBuffer>> {
  const { slots } = plan;
  const stated = (tensors: ReadonlyMap<string, RecordedTensor>, prefix = ''): Map<string, TensorData> =>
    new Map(
      [...tensors].flatMap(([id, tensor]): [string, TensorData][] => {
        const slot = slots.get(id);
        return slot ? [[`${prefix}${slot.key}`, arrange(tensor, slot.layout)]] : [];
      }),
    );
  // views are given as they leave the augmentation
  const outside = new Set(plan.inputs.map(({ node }) => node));
  const inside = order.filter((node) => !outside.has(node));
  const batch = new Map<string, TensorData>();
  for (const [name, edge] of recordedWires(plan, program)) {
    batch.set(name, arrangeSignal(recording.wires.get(edge)!));
  }
  drawsInOrder(program, recording, inside).forEach((draw, i) => {
    batch.set(`draw.${String(i).padStart(4, '0')}`, arrangeSignal(draw));
  });

  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const write = (name: string, tensors: ReadonlyMap<string, TensorData>) =>
    files.set(`fixture/${name}.safetensors`, writeSafetensors({ tensors, metadata: new Map() }));
  write('initial', stated(recording.initial));
  write('batch', batch);
  recording.steps.forEach(({ gradients, after }, step) => {
    const tensors = new Map([...stated(gradients, 'gradient:'), ...stated(after, 'state:')]);
    // what the optimiser has gathered holds all steps before
    const last = step === recording.steps.length - 1;
    for (const { key, weight, tensor } of last ? optimiserState(plan, program, after) : []) {
      const slot = slots.get(weight);
      if (slot) tensors.set(`optimiser:${key}:${slot.key}`, arrange(tensor, slot.layout));
    }
    write(`step${step}`, tensors);
  });
  const losses = recording.steps.map((step) =>
    [...step.losses.values()].reduce((sum, loss) => sum + loss, 0),
  );
  files.set('fixture/losses.json', new TextEncoder().encode(`${JSON.stringify(losses)}\n`));
  return files;
}
