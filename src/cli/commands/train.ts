import type { BackendName } from '../../../workers/protocol.ts';
import { verdict } from '../../analysis/verdict.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fingerprint } from '../../ir/fingerprint.ts';
import { compileSource, type DocumentOptions } from '../compile-source.ts';
import { EXIT, statusOf, type ExitStatus } from '../exit-status.ts';
import { loadWeights } from '../load-weights.ts';
import { openTrainer } from '../open-trainer.ts';
import { saveWeights } from '../save-weights.ts';
import type { Terminal } from '../terminal.ts';
import { jsonReporter } from '../training/json-reporter.ts';
import { runProgram } from '../training/run-program.ts';
import { runMeasurements } from '../training/run-measurements.ts';
import { textReporter } from '../training/text-reporter.ts';

export interface TrainOptions extends DocumentOptions {
  readonly backend: BackendName | 'auto';
  readonly threads?: number;
  readonly seed?: number;
  readonly json: boolean;
  /** Files in the safetensors format: what the run begins with, and what it ends with. */
  readonly weights?: string;
  readonly saveWeights?: string;
}

/** Compiles and trains a document in this process. */
export async function train(source: string, options: TrainOptions, terminal: Terminal): Promise<ExitStatus> {
  const reporter = (options.json ? jsonReporter : textReporter)(terminal);
  const refuse = (problems: readonly Diagnostic[]): ExitStatus => {
    reporter.failed(problems, 0);
    return statusOf(problems);
  };
  const compiled = await compileSource(source, options);
  if (!compiled.ok) return refuse(compiled.problems);
  const { compilation, stage } = compiled.value;
  const { program, diagnostics } = compilation;
  if (!program) return refuse(diagnostics);
  reporter.noticed(diagnostics);
  const weights = options.weights === undefined ? null : await loadWeights(options.weights, compiled.value);
  if (weights && !weights.ok) return refuse(weights.problems);

  const opened = await openTrainer(options.backend, options.threads);
  if (!opened.ok) return refuse(opened.problems);
  const { trainer, choice } = opened.value;
  reporter.opened(choice);

  const seed = options.seed ?? stage.run.seed;
  const ran = await runProgram(trainer, program, seed, reporter.event, weights?.value);
  if (!ran.finished) {
    reporter.failed(ran.problems, ran.failedAt);
    return statusOf(ran.problems);
  }
  if (options.saveWeights !== undefined) {
    const saved = await saveWeights(options.saveWeights, trainer, compiled.value);
    if (!saved.ok) return refuse(saved.problems);
  }
  const losses = ran.events.flatMap((one) => (one.kind === 'step' ? [one.loss] : []));
  const print = fingerprint(ran.finished.digest, losses);
  reporter.finished(ran.finished, verdict(runMeasurements(program, ran.events)), print);
  return EXIT.success;
}
