import type { Program } from '../../ir/program.ts';
import type { RecordedTensor, Recording } from '../../ir/recording.ts';
import { drawsInOrder } from '../fixture/draws-in-order.ts';
import { recordedWires } from '../fixture/recorded-wires.ts';
import type { TensorData } from '../safetensors/tensor-data.ts';
import { writeSafetensors } from '../safetensors/write-safetensors.ts';
import type { ModelPlan } from './plan.ts';

/** `fixture/`: the weights a run begins with, one batch of views, and what each step gave, as the exported code names things. */
export function fixtureFiles(
  plan: ModelPlan,
  program: Program,
  recording: Recording,
  order: readonly string[],
): Map<string, Uint8Array<ArrayBuffer>> {
  const stated = (tensors: ReadonlyMap<string, RecordedTensor>, prefix = ''): [string, TensorData][] =>
    [...tensors].flatMap(([id, tensor]): [string, TensorData][] => {
      const path = plan.slots.get(id);
      return path === undefined ? [] : [[`${prefix}${path}`, tensorData(tensor)]];
    });
  const batch = new Map<string, TensorData>();
  for (const [name, edge] of recordedWires(plan, program)) {
    batch.set(name, tensorData(recording.wires.get(edge)!));
  }
  // views are given as they leave the augmentation
  const outside = new Set(plan.inputs.map(({ node }) => node));
  const inside = order.filter((node) => !outside.has(node));
  drawsInOrder(program, recording, inside).forEach((draw, i) => {
    batch.set(`draw.${String(i).padStart(4, '0')}`, tensorData(draw));
  });

  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const write = (name: string, tensors: ReadonlyMap<string, TensorData>) =>
    files.set(`fixture/${name}.safetensors`, writeSafetensors({ tensors, metadata: new Map() }));
  write('initial', new Map(stated(recording.initial)));
  write('batch', batch);
  recording.steps.forEach(({ gradients, after }, step) => {
    write(`step${step}`, new Map([...stated(gradients, 'gradient:'), ...stated(after, 'state:')]));
  });
  const losses = recording.steps.map((step) =>
    [...step.losses.values()].reduce((sum, loss) => sum + loss, 0),
  );
  files.set('fixture/losses.json', new TextEncoder().encode(`${JSON.stringify(losses)}\n`));
  return files;
}

function tensorData({ shape, data }: RecordedTensor): TensorData {
  return data instanceof Int32Array ? { dtype: 'I32', shape, data } : { dtype: 'F32', shape, data };
}
