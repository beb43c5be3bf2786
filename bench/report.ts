import { table, type Column } from '../src/cli/table.ts';

/** What every benchmark may be told on the command line. */
export interface BenchOptions {
  /** Length of the measured training in steps; each benchmark has its own default. */
  readonly steps?: number;
  /** How often interleaved rivals or runs take turns. */
  readonly rounds?: number;
}

export interface Report {
  readonly title: string;
  /** How it was measured, and what could not be. */
  readonly notes: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** The same figures in full, for `--json`. */
  readonly figures: unknown;
}

export interface Benchmark {
  readonly name: string;
  readonly run: (options: BenchOptions) => Promise<Report>;
}

export function reportLines({ title, notes, columns, rows }: Report): string[] {
  return [title, ...notes.map((note) => `  ${note}`), '', ...table(columns, rows)];
}
