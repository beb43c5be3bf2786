import type { BackendName } from '../../../workers/protocol.ts';
import { lateLoss } from '../../analysis/late-loss.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../ir/program.ts';
import { compileSource, type DocumentOptions } from '../compile-source.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { formatNumber } from '../format.ts';
import { openTrainer } from '../open-trainer.ts';
import { refusal } from '../refusal.ts';
import { combinations, parseAxis } from '../sweep-values.ts';
import { table, type Column } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { judgedRun } from '../training/judged-run.ts';
import { UsageError } from '../usage-error.ts';

export interface SweepOptions extends DocumentOptions {
  /** `node.param=values`, see `parseAxis`. */
  readonly over: readonly string[];
  readonly backend: BackendName | 'auto';
  readonly threads?: number;
  readonly seeds: readonly number[];
  readonly json: boolean;
}

interface Variant {
  readonly settings: readonly string[];
  readonly program: Program;
}

/**
 * Trains a document with every combination of values, each from each of the seeds. All are compiled first: one that cannot be
 * trained is refused before an hour has been spent on the others.
 */
export async function sweep(source: string, options: SweepOptions, terminal: Terminal): Promise<ExitStatus> {
  const { out } = terminal;
  const refuse = refusal(options.json, terminal);
  const axes = options.over.map(parseAxis);
  if (axes.length === 0)
    throw new UsageError('--over says what is swept, such as ntXent.temperature=0.1,0.5.');
  const variants: Variant[] = [];
  for (const settings of combinations(axes)) {
    const compiled = await compileSource(source, { ...options, set: [...options.set, ...settings] });
    if (!compiled.ok) return refuse(compiled.problems, settings);
    const { program, diagnostics } = compiled.value.compilation;
    if (!program || hasErrors(diagnostics)) return refuse(diagnostics, settings);
    variants.push({ settings, program });
  }
  const opened = await openTrainer(options.backend, options.threads);
  if (!opened.ok) return refuse(opened.problems);

  const rows: string[][] = [];
  for (const { settings, program } of variants) {
    for (const seed of options.seeds) {
      const run = await judgedRun(opened.value.trainer, program, seed);
      if (!run.ok) return refuse(run.problems, settings);
      if (options.json) out(JSON.stringify({ event: 'run', settings, seed, ...run.value }));
      const values = settings.map((text) => text.slice(text.indexOf('=') + 1));
      rows.push([
        ...values,
        String(seed),
        formatNumber(lateLoss(run.value.losses) ?? NaN),
        run.value.verdict,
      ]);
      if (!options.json)
        out(`${rows.length} of ${variants.length * options.seeds.length}: ${settings.join(' ')}`);
    }
  }
  if (!options.json) {
    const columns: Column[] = [
      ...axes.map(({ path }) => ({ title: path, align: 'right' as const })),
      { title: 'seed', align: 'right' },
      { title: 'loss', align: 'right' },
      { title: 'verdict' },
    ];
    for (const line of table(columns, rows)) out(line);
  }
  return EXIT.success;
}
