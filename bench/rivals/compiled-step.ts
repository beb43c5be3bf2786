import type { Tensor } from '@tensorflow/tfjs-core';
import { defined } from '../../src/base/assert.ts';
import type { Program } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import { planFused } from '../../workers/engine/block-plan.ts';
import { disposeAll, uploadFeeds } from '../../workers/engine/device-values.ts';
import { fusionLimits } from '../../workers/engine/fusion/fusion-limits.ts';
import { keptTypes } from '../../workers/engine/fusion/kept-types.ts';
import { upload } from '../../workers/engine/host-tensor.ts';
import { initialValues } from '../../src/ir/initial-values.ts';
import { runBlock } from '../../workers/engine/run-block.ts';
import { Session } from '../../workers/engine/session.ts';
import type { BackendName } from '../../workers/protocol.ts';
import { hostFeeds } from '../../workers/trainer/host-feeds.ts';
import { givenViews } from './given-views.ts';
import type { OneStep } from './time-steps.ts';

/** The program's step on the current backend as the engine runs it, from given views on. */
export function compiledStep(program: Program, backend: BackendName, seed: number): OneStep {
  const session = new Session(program, initialValues(program, seed), backend);
  const { views: given, rest: operations } = givenViews(program, seed);
  const read = new Set(operations.flatMap(({ inputs }) => inputs));
  const block = { operations, feeds: program.step.feeds.filter(({ id }) => read.has(id)) };
  const kept = keptTypes(program);
  const plan = planFused(
    block,
    [...program.losses, ...program.commits].map(({ value }) => value),
    fusionLimits(backend),
    (id) => given.get(id) ?? kept(id),
  );
  const views = new Map<ValueId, Tensor>([...given].map(([id, view]) => [id, upload(view)]));
  const lent = (id: ValueId): Tensor => views.get(id) ?? session.store.get(id);
  const batch = (field: string): never => {
    throw new Error(`a step from given views on reads “${field}” of the dataset`);
  };
  let step = 0;
  return async () => {
    const fed = uploadFeeds(hostFeeds(block.feeds, { seed, step: step++, batch }));
    const values = runBlock(plan, lent, fed, session.context);
    session.commit(values);
    const losses = program.losses.map(({ value }) => defined(values.get(value), 'a loss is kept').data());
    const sum = (await Promise.all(losses)).reduce((total, [loss = NaN]) => total + loss, 0);
    disposeAll(values);
    return sum;
  };
}
