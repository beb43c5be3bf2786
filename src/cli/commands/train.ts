import type { BackendName, RunEvent } from '../../../workers/protocol.ts';
import { verdict } from '../../analysis/verdict.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fingerprint } from '../../ir/fingerprint.ts';
import { compileSource, type DocumentOptions } from '../compile-source.ts';
import { EXIT, statusOf, type ExitStatus } from '../exit-status.ts';
import { openTrainer } from '../open-trainer.ts';
import type { Terminal } from '../terminal.ts';
import { jsonReporter } from '../training/json-reporter.ts';
import { runMeasurements } from '../training/run-measurements.ts';
import { textReporter } from '../training/text-reporter.ts';

export interface TrainOptions extends DocumentOptions {
  readonly backend: BackendName | 'auto';
  readonly threads?: number;
  readonly seed?: number;
  readonly json: boolean;
}

/** Compiles and trains a document in this process. Interrupted (Ctrl-C), it ends after the step in flight. */
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

  const opened = await openTrainer(options.backend, options.threads);
  if (!opened.ok) return refuse(opened.problems);
  const { trainer, choice } = opened.value;
  reporter.opened(choice);

  const events: RunEvent[] = [];
  const interrupt = () => void trainer.stop();
  process.once('SIGINT', interrupt);
  try {
    return await new Promise<ExitStatus>((resolve, reject) => {
      const seen = (event: RunEvent): void => {
        if (event.kind === 'checkpoint') return;
        events.push(event);
        reporter.event(event);
        if (event.kind === 'failed') {
          reporter.failed([event.diagnostic], event.step);
          resolve(statusOf([event.diagnostic]));
        } else if (event.kind === 'finished') {
          const losses = events.flatMap((one) => (one.kind === 'step' ? [one.loss] : []));
          const print = fingerprint(event.digest, losses);
          reporter.finished(event, verdict(runMeasurements(program, events)), print);
          resolve(EXIT.success);
        }
      };
      trainer
        .start(program, { seed: options.seed ?? stage.run.seed }, (batch) => batch.forEach(seen))
        .then((started) => {
          if (!started.ok) resolve(refuse(started.problems));
        }, reject);
    });
  } finally {
    process.off('SIGINT', interrupt);
  }
}
