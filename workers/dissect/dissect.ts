import { success } from '../../src/base/outcome.ts';
import type { Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Dataset } from '../data/dataset.ts';
import { planBlock } from '../engine/block-plan.ts';
import { ConstantPool } from '../engine/constant-pool.ts';
import { uploadFeeds } from '../engine/device-values.ts';
import { download } from '../engine/host-tensor.ts';
import { inspectBlock } from '../engine/run-block.ts';
import { TensorStore } from '../engine/tensor-store.ts';
import type { BackendName, Dissection, DissectRequest } from '../protocol.ts';
import { checkpointValues } from '../trainer/checkpoint-values.ts';
import { hostFeeds } from '../trainer/host-feeds.ts';
import { learningRateAt } from '../trainer/step-event.ts';
import { trainingBatches } from '../trainer/training-data.ts';
import { constantTensor } from './constant-tensor.ts';
import { StepRecord } from './step-record.ts';

/**
 * Computes one training step and summarises what it computes, value by value as each is there, so that no more is held than
 * in training. Has weights, states and constants of its own: a run on the same backend is not touched. The operations are
 * those of the program, one by one; a device whose runs fuse them may round otherwise in the last digits.
 * Fails with SHAPE_BATCH_TOO_LARGE and RUN_BAD_CHECKPOINT.
 */
export async function dissect(
  { program, seed, checkpoint }: DissectRequest,
  dataset: Dataset,
  backend: BackendName,
): Promise<Checked<Dissection>> {
  const batches = trainingBatches(dataset, program.batchSize, seed);
  if (!batches.ok) return batches;
  const before = checkpointValues(program, checkpoint ?? { step: 0, seed, tensors: {} });
  if (!before.ok) return before;
  const step = checkpoint?.step ?? 0;
  const { step: block } = program;

  const record = new StepRecord(program, before.value);
  const feeds = hostFeeds(block.feeds, { seed, step, batch: batches.value(step) });
  for (const [id, host] of feeds) record.take(id, host);
  for (const [id, host] of Object.entries(before.value)) record.take(id, host);
  for (const operation of block.operations) {
    if (operation.name !== 'constant') continue;
    const [id] = operation.outputs;
    if (record.wants(id!)) record.take(id!, constantTensor(operation.attributes));
  }

  const store = TensorStore.upload(before.value);
  const context = { backend, constants: new ConstantPool() };
  try {
    await inspectBlock(
      planBlock(block, []),
      store.get,
      uploadFeeds(feeds),
      context,
      async ({ outputs }, tensors) => {
        for (const [i, id] of outputs.entries()) {
          if (record.wants(id)) record.take(id, await download(tensors[i]!));
        }
        return false;
      },
    );
  } finally {
    store.dispose();
    context.constants.dispose();
  }
  return success({ step, backend, learningRate: learningRateAt(program, step), ...record.result() });
}
