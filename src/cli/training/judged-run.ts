import type { Trainer } from '../../../workers/trainer/trainer.ts';
import { verdict, type VerdictKind } from '../../analysis/verdict.ts';
import { failure, success } from '../../base/outcome.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../ir/program.ts';
import { runMeasurements } from './run-measurements.ts';
import { runProgram } from './run-program.ts';

/** A run that has ended, and what is to be said of it. */
export interface JudgedRun {
  readonly losses: readonly number[];
  readonly verdict: VerdictKind;
  readonly evidence: readonly string[];
}

/** Trains a program to its end and judges it. */
export async function judgedRun(
  trainer: Trainer,
  program: Program,
  seed: number,
): Promise<Checked<JudgedRun>> {
  const { events, finished, problems } = await runProgram(trainer, program, seed);
  if (!finished) return failure(problems);
  const { kind, evidence } = verdict(runMeasurements(program, events));
  const losses = events.flatMap((event) => (event.kind === 'step' ? [event.loss] : []));
  return success({ losses, verdict: kind, evidence });
}
