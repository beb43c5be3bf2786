import { randomStream } from '../../src/base/random-stream.ts';
import type { Operation } from '../../src/ir/operation.ts';
import type { Program } from '../../src/ir/program.ts';
import { sizeOf, type ValueId } from '../../src/ir/value.ts';
import type { HostTensor } from '../../workers/protocol.ts';

/** A step without the operations that make views. */
export interface GivenViews {
  readonly views: ReadonlyMap<ValueId, HostTensor>;
  /** What everyone does with them. */
  readonly rest: readonly Operation[];
}

/**
 * What the phase `views` makes of batch and draws and hands to the rest of a step, in its order: random numbers in [0, 1)
 * instead, so that everyone trains on the same without augmenting.
 */
export function givenViews({ step }: Program, seed: number): GivenViews {
  const varying = new Set<ValueId>(step.feeds.map(({ id }) => id));
  const rest: Operation[] = [];
  const making: Operation[] = [];
  for (const operation of step.operations) {
    // what depends on no feed is shared with the rest, such as ranges of numbers
    if (operation.phase === 'views' && operation.inputs.some((id) => varying.has(id))) {
      for (const id of operation.outputs) varying.add(id);
      making.push(operation);
    } else rest.push(operation);
  }
  const read = new Set(rest.flatMap(({ inputs }) => inputs));
  const views = new Map<ValueId, HostTensor>();
  for (const { outputs, types } of making) {
    for (const [i, id] of outputs.entries()) {
      const { shape, dtype } = types[i]!;
      if (read.has(id))
        views.set(id, { shape, dtype, data: randomStream(seed, id).uniforms(0, sizeOf(shape)) });
    }
  }
  return { views, rest };
}
