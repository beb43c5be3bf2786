import type { Program } from '../../src/ir/program.ts';
import { scheduleValue } from '../../src/ir/schedule.ts';
import { sizeOf } from '../../src/ir/value.ts';
import type { RunEvent } from '../protocol.ts';

/** What is known of a step when it is run, before its losses are read. */
export interface StepFacts {
  /** Counted from 0. */
  readonly index: number;
  readonly learningRate: number;
}

/** @param losses in the order of the program's losses */
export function stepEvent(
  program: Program,
  about: StepFacts,
  losses: readonly number[],
  seconds: number,
): RunEvent {
  const byOptimiser: Record<string, number> = {};
  for (const [i, { optimiser }] of program.losses.entries()) {
    byOptimiser[optimiser] = (byOptimiser[optimiser] ?? 0) + losses[i]!;
  }
  return {
    kind: 'step',
    step: about.index + 1,
    loss: losses.reduce((total, loss) => total + loss, 0),
    losses: byOptimiser,
    learningRate: about.learningRate,
    seconds,
  };
}

/** The first optimiser's learning rate at a step; 0 where the program has no schedule of that name. */
export function learningRateAt({ losses, step }: Program, index: number): number {
  for (const { id, origin, source } of step.feeds) {
    if (source.kind === 'schedule' && origin === losses[0]?.optimiser && id.endsWith('learningRate')) {
      return scheduleValue(source.schedule, index);
    }
  }
  return 0;
}

/** Trainable numbers. */
export function parameterCount({ weights }: Pick<Program, 'weights'>): number {
  return weights
    .filter(({ role }) => role === 'trained')
    .reduce((total, { shape }) => total + sizeOf(shape), 0);
}
