import * as tf from '@tensorflow/tfjs-core';
import { defined } from '../../../src/base/assert.ts';
import type { Program } from '../../../src/ir/program.ts';
import type { ValueId } from '../../../src/ir/value.ts';
import type { HostTensor } from '../../../workers/protocol.ts';
import { upload } from '../../../workers/engine/host-tensor.ts';
import { hostFeeds } from '../../../workers/trainer/host-feeds.ts';
import { givenViews } from '../given-views.ts';
import { beginWeights, type Weights } from './weights.ts';

/** What a method written by hand is given: where it begins, and what the host hands over at a step. */
export interface Setting {
  readonly weights: Weights;
  /** One tensor a view, B×H×W×3. */
  readonly views: readonly tf.Tensor4D[];
  /** A number drawn or scheduled on the host, by the name it has in the program. */
  readonly feed: (step: number, id: ValueId) => HostTensor;
  readonly scheduled: (step: number, id: ValueId) => number;
  readonly has: (id: ValueId) => boolean;
}

/** One training step: forward, backward, optimiser, and all states. Gives the loss. */
export type MethodStep = (step: number) => tf.Scalar;
export type Method = (setting: Setting) => MethodStep;

export function settingOf(program: Program, seed: number): Setting {
  const { batchSize } = program;
  const feeds = new Map(program.step.feeds.map((feed) => [feed.id, feed]));
  const batch = (field: string): never => {
    throw new Error(`a step from given views on reads “${field}” of the dataset`);
  };
  const feed = (step: number, id: ValueId): HostTensor => {
    const wanted = defined(feeds.get(id), `the program has a feed ${id}`);
    return hostFeeds([wanted], { seed, step, batch }).get(id)!;
  };
  const views = [...givenViews(program, seed).views.values()].flatMap((given) => {
    const all = upload(given) as tf.Tensor4D;
    return tf.split<tf.Tensor4D>(all, given.shape[0]! / batchSize);
  });
  return {
    weights: beginWeights(program, seed),
    views,
    feed,
    has: (id) => feeds.has(id),
    scheduled: (step, id) => feed(step, id).data[0]!,
  };
}
