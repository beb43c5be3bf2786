import { randomStream } from '../../base/random-stream.ts';
import { DATASETS, type DatasetInfo } from '../../ir/datasets.ts';
import { initialValues } from '../../ir/initial-values.ts';
import { interpret } from '../../ir/interpret/interpret.ts';
import type { NdArray } from '../../ir/interpret/nd-array.ts';
import type { Feed, Program } from '../../ir/program.ts';
import type { Sampler } from '../../ir/sampler.ts';
import { scheduleValue } from '../../ir/schedule.ts';
import { sizeOf, type ValueId } from '../../ir/value.ts';

const SEED = 1;

/** The loss that training comes down to is a mean over so many last steps. */
const LAST = 20;

/** Trains a small program in plain float64 to its end; the loss it comes down to. */
export function witnessLoss(program: Program): number {
  const kept = new Map<ValueId, NdArray>(
    Object.entries(initialValues(program, SEED)).map(([id, { shape, data }]) => [
      id,
      { shape, data: Float64Array.from(data) },
    ]),
  );
  let sum = 0;
  for (let step = 0; step < program.steps; step++) {
    const given = Object.fromEntries(kept);
    for (const feed of program.step.feeds) given[feed.id] = fed(feed, program, step);
    const values = interpret(program.step, given);
    for (const { target, value } of program.commits) kept.set(target, values.get(value)!);
    if (step >= program.steps - LAST) {
      for (const { value } of program.losses) sum += values.get(value)!.data[0]! / LAST;
    }
  }
  return sum;
}

/** Images are never looked at; labels go through their classes in turn. */
function fed({ id, type: { shape }, source }: Feed, { dataset }: Program, step: number): NdArray {
  const filled = (at: (i: number) => number): NdArray => ({
    shape,
    data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => at(i)),
  });
  switch (source.kind) {
    case 'schedule':
      return { shape: [], data: Float64Array.of(scheduleValue(source.schedule, step)) };
    case 'dataset': {
      const classes = (DATASETS as Readonly<Record<string, DatasetInfo>>)[dataset]?.labels[source.field];
      if (source.field === 'images') return filled(() => 0.5);
      return filled((i) => (classes === undefined ? i : i % classes));
    }
    case 'draw':
      return { shape, data: drawn(source.sampler, shape, step, id) };
    case 'given':
      return filled(() => 0);
  }
}

/** Orders and noise as in training; what only augmentations ask for is never looked at. */
function drawn(sampler: Sampler, shape: readonly number[], step: number, stream: string): Float64Array {
  const size = sizeOf(shape);
  const random = randomStream(SEED, stream);
  if (sampler.kind === 'normal') return Float64Array.from(random.normals(step, size));
  if (sampler.kind !== 'orders' && sampler.kind !== 'permutation') return new Float64Array(size).fill(0.5);
  const count = sampler.kind === 'orders' ? sampler.count : size;
  const rows = size / count;
  return Float64Array.from(
    Array.from({ length: rows }, (_, row) => [...random.permutation(step * rows + row, count)]).flat(),
  );
}
