import type { Tensor } from '@tensorflow/tfjs-core';
import { defined } from '../../src/base/assert.ts';
import { randomStream } from '../../src/base/random-stream.ts';
import type { Program } from '../../src/ir/program.ts';
import { sizeOf, type ValueId } from '../../src/ir/value.ts';
import { planBlock } from '../../workers/engine/block-plan.ts';
import { disposeAll, uploadFeeds } from '../../workers/engine/device-values.ts';
import { upload } from '../../workers/engine/host-tensor.ts';
import { initialValues } from '../../workers/engine/initial-values.ts';
import { runBlock } from '../../workers/engine/run-block.ts';
import { Session } from '../../workers/engine/session.ts';
import { hostFeeds } from '../../workers/trainer/host-feeds.ts';
import type { OneStep } from './time-steps.ts';

const SEED = 1;

/**
 * The program's step on the current backend as the engine runs it, from given views on: what the phase `views` would hand to
 * the rest are random numbers, made once.
 */
export function compiledStep(program: Program): OneStep {
  const session = new Session(program, initialValues(program, SEED), 'wasm');
  const { operations: all, feeds } = program.step;
  const operations = all.filter(({ phase, name }) => phase !== 'views' || name === 'constant');
  const read = new Set(operations.flatMap(({ inputs }) => inputs));
  const block = { operations, feeds: feeds.filter(({ id }) => read.has(id)) };
  const plan = planBlock(
    block,
    [...program.losses, ...program.commits].map(({ value }) => value),
  );
  const views = new Map<ValueId, Tensor>();
  for (const { phase, name, outputs, types } of all) {
    if (phase !== 'views' || name === 'constant') continue;
    for (const [i, id] of outputs.entries()) {
      const { shape, dtype } = types[i]!;
      if (!read.has(id)) continue;
      views.set(id, upload({ shape, dtype, data: randomStream(SEED, id).uniforms(0, sizeOf(shape)) }));
    }
  }
  const lent = (id: ValueId): Tensor => views.get(id) ?? session.store.get(id);
  const batch = (field: string): never => {
    throw new Error(`a step from given views on reads “${field}” of the dataset`);
  };
  let step = 0;
  return () => {
    const given = uploadFeeds(hostFeeds(block.feeds, { seed: SEED, step: step++, batch }));
    const values = runBlock(plan, lent, given, session.context);
    for (const { value } of program.losses) defined(values.get(value), 'a loss is kept').dataSync();
    session.commit(values);
    disposeAll(values);
  };
}
