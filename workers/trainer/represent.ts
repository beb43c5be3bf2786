import { defined } from '../../src/base/assert.ts';
import { failure, success } from '../../src/base/outcome.ts';
import { diagnose, type Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Dataset } from '../data/dataset.ts';
import { planFused } from '../engine/block-plan.ts';
import { ConstantPool } from '../engine/constant-pool.ts';
import { fusionLimits } from '../engine/fusion/fusion-limits.ts';
import { keptTypes } from '../engine/fusion/kept-types.ts';
import { TensorStore } from '../engine/tensor-store.ts';
import { linearReadout } from '../metrics/linear-readout.ts';
import { principalMap } from '../metrics/principal-map.ts';
import type { RowMatrix } from '../metrics/row-matrix.ts';
import { unitRows } from '../metrics/unit-rows.ts';
import type { BackendName, Representation, RepresentRequest } from '../protocol.ts';
import { checkpointValues } from './checkpoint-values.ts';
import { DatasetEncoding, type DatasetSource } from './dataset-encoding.ts';
import { nextTask } from './next-task.ts';

/**
 * What a dataset probe's encoder makes of the images: features, where they lie, what can be read off them. Works in pieces of a
 * few milliseconds or one batch. Fails with RUN_BAD_CHECKPOINT, and with RUN_NOT_FINITE where a feature is no number.
 */
export async function represent(
  { program, node, checkpoint }: RepresentRequest,
  dataset: Dataset,
  backend: BackendName,
): Promise<Checked<Representation>> {
  const probe = defined(
    program.probes.find((candidate) => candidate.node === node && candidate.source.kind === 'dataset'),
    `${node} measures the dataset`,
  );
  const values = checkpointValues(program, checkpoint);
  if (!values.ok) return values;
  const source = probe.source as DatasetSource;
  const plan = planFused(source.block, [source.features], fusionLimits(backend), keptTypes(program));
  const weights = TensorStore.upload(
    Object.fromEntries(plan.external.map(({ id }) => [id, defined(values.value[id], `${id} has a value`)])),
  );
  const constants = new ConstantPool();
  const { step, seed } = checkpoint;
  const context = { backend, constants };
  const encoding = new DatasetEncoding(source, weights, { plan, context, dataset, seed, step });
  try {
    let features = await encoding.advance();
    while (!features) {
      await nextTask();
      features = await encoding.advance();
    }
    if (!features.every(Number.isFinite)) {
      return failure([diagnose('RUN_NOT_FINITE', { step, node, operation: 'features' }, { node })]);
    }
    const rows = dataset.info.count;
    const matrix: RowMatrix = { data: features, rows, columns: features.length / rows };
    const { points, explained } = await inSlices(principalMap(matrix));
    const readouts = await inSlices(linearReadout(matrix, dataset));
    const unit = Float32Array.from(unitRows(matrix).data);
    return success({
      step,
      features: { shape: [rows, matrix.columns], dtype: 'float32', data: unit },
      points,
      explained,
      readouts,
    });
  } finally {
    encoding.dispose();
    constants.dispose();
  }
}

/** Runs work that yields every few milliseconds, with whatever else there is to do in between. */
async function inSlices<T>(work: Generator<unknown, T>): Promise<T> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    await nextTask();
  }
}
