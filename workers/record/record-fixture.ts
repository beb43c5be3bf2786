import { success } from '../../src/base/outcome.ts';
import type { Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Recording, RecordedStep } from '../../src/ir/recording.ts';
import type { Dataset } from '../data/dataset.ts';
import { planBlock } from '../engine/block-plan.ts';
import { ConstantPool } from '../engine/constant-pool.ts';
import { uploadFeeds } from '../engine/device-values.ts';
import type { ExecutionContext } from '../engine/execute/executor.ts';
import { download } from '../engine/host-tensor.ts';
import { inspectBlock } from '../engine/run-block.ts';
import { TensorStore } from '../engine/tensor-store.ts';
import type { BackendName, HostTensor, RecordRequest } from '../protocol.ts';
import { checkpointValues } from '../trainer/checkpoint-values.ts';
import { hostFeeds } from '../trainer/host-feeds.ts';
import { trainingBatches } from '../trainer/training-data.ts';
import { StepValues } from './step-values.ts';

/**
 * Computes some steps from initial weights and keeps all that exported code has to reproduce. The first step's batch and
 * random draws serve all steps. Has weights, states and constants of its own, and runs operations one by one, so that the
 * same numbers come out wherever a backend computes the same.
 * Fails with SHAPE_BATCH_TOO_LARGE and RUN_BAD_FIXTURE (a wire that is not in the program).
 */
export async function recordFixture(
  { program, seed, steps, wires = [], nudge = 0 }: RecordRequest,
  dataset: Dataset,
  backend: BackendName,
): Promise<Checked<Recording>> {
  const batches = trainingBatches(dataset, program.batchSize, seed);
  if (!batches.ok) return batches;
  const values = StepValues.of(program, wires);
  if (!values.ok) return values;
  const begin = checkpointValues(program, { step: 0, seed, tensors: {} });
  if (!begin.ok) return begin;

  const batch = batches.value(0);
  const { feeds } = program.step;
  const first = hostFeeds(feeds, { seed, step: 0, batch });
  const fedBy = (kind: 'dataset' | 'draw'): Map<string, HostTensor> =>
    new Map(
      feeds.flatMap(({ id, source }): [string, HostTensor][] => {
        if (source.kind !== kind) return [];
        return [[source.kind === 'draw' ? source.stream : source.field, first.get(id)!]];
      }),
    );
  const scheduled = feeds.filter(({ source }) => source.kind === 'schedule');

  const context: ExecutionContext = { backend, constants: new ConstantPool() };
  const done: RecordedStep[] = [];
  let before = nudge === 0 ? begin.value : nudged(begin.value, nudge);
  let onWires: Recording['wires'] = new Map();
  try {
    for (let step = 0; step < steps; step++) {
      const given = new Map([...first, ...hostFeeds(scheduled, { seed, step, batch })]);
      const found = await computeStep(program, before, given, values.value, context);
      if (step === 0) onWires = values.value.wires(found);
      before = { ...before, ...values.value.commits(found) };
      done.push({
        schedules: new Map(scheduled.map(({ id }) => [id, given.get(id)!.data[0]!])),
        losses: values.value.losses(found),
        gradients: values.value.gradients(found),
        after: new Map(Object.entries(before)),
      });
    }
  } finally {
    context.constants.dispose();
  }
  return success({
    seed,
    initial: new Map(Object.entries(begin.value)),
    data: fedBy('dataset'),
    draws: fedBy('draw'),
    wires: onWires,
    steps: done,
  });
}

/** The values of one step that someone wants, from weights, states and feeds. */
async function computeStep(
  program: RecordRequest['program'],
  before: Readonly<Record<string, HostTensor>>,
  feeds: ReadonlyMap<string, HostTensor>,
  wanted: StepValues,
  context: ExecutionContext,
): Promise<Map<string, HostTensor>> {
  // what is there before the step, and what no operation computes: the value of a loss or a commit may be one of these
  const found = new Map<string, HostTensor>([...Object.entries(before), ...feeds, ...wanted.constants]);
  const store = TensorStore.upload(before);
  try {
    await inspectBlock(
      planBlock(program.step, []),
      store.get,
      uploadFeeds(feeds),
      context,
      async ({ outputs }, tensors) => {
        for (const [i, id] of outputs.entries())
          if (wanted.has(id)) found.set(id, await download(tensors[i]!));
        return false;
      },
    );
  } finally {
    store.dispose();
  }
  return found;
}

/** Numbers a little larger and smaller in turn; those of vectors stay, as batch norms begin with exact ones and zeros. */
function nudged(tensors: Readonly<Record<string, HostTensor>>, share: number): Record<string, HostTensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([id, tensor]) => [
      id,
      tensor.shape.length < 2
        ? tensor
        : {
            ...tensor,
            data: Float32Array.from(
              tensor.data,
              (x, i) => x * (1 + (i % (share > 0 ? 2 : 3) === 0 ? share : -share)),
            ),
          },
    ]),
  );
}
