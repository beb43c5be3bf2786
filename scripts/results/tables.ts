import { intactId, type Ablation } from './ablations.ts';
import { digits } from '../../src/analysis/verdict/numbers.ts';
import type { RunResult } from './run.ts';

/** Results by id of a template or an ablation. */
export type Results = Readonly<Record<string, readonly RunResult[]>>;

const percent = (share: number): string => (share * 100).toFixed(1);

function spread(values: readonly number[], format: (value: number) => string): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return format(mean);
  const half = (Math.max(...values) - Math.min(...values)) / 2;
  return `${format(mean)} ± ${format(half)}`;
}

/** The first measured step from which on twin retrieval stays above the untrained encoder's. */
function stepOfPassing({ twin, untrained }: RunResult): number | null {
  const base = untrained.twin ?? 0;
  const below = twin.filter(({ value }) => value <= base).map(({ step }) => step);
  const lastBelow = Math.max(0, ...below);
  return twin.find(({ step }) => step > lastBelow)?.step ?? null;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Methods against each other: mean ± half the range over seeds. */
export function methodTable(ids: readonly string[], results: Results): string[] {
  const head = ['method', 'seeds', 'steps', 'loss', 'std·√d', 'RankMe', 'kNN %', 'twin retrieval %'];
  const more = ['held out %', 'untrained %', 'passes it at step', 'verdicts', 'seconds'];
  const lines = [row([...head, ...more]), row([...head, ...more].map(() => '---'))];
  for (const id of ids) {
    const runs = results[id];
    if (!runs?.length) continue;
    const of = (metric: string) => runs.map(({ trained }) => trained[metric]!);
    const verdicts = [...new Set(runs.map(({ verdict }) => verdict))].join(', ');
    const passing = runs.map((run) => stepOfPassing(run) ?? 'never');
    lines.push(
      row([
        `\`${id}\``,
        runs.map(({ seed }) => seed).join(', '),
        [...new Set(runs.map(({ steps }) => steps))].join(', '),
        spread(
          runs.map(({ loss }) => loss),
          digits,
        ),
        spread(of('stdTimesRootD'), digits),
        spread(of('rankMe'), digits),
        spread(of('knn'), percent),
        spread(of('twin'), percent),
        spread(of('twinHeldOut'), percent),
        spread(
          runs.map(({ untrained }) => untrained.twin!),
          percent,
        ),
        passing.join(', '),
        verdicts,
        spread(
          runs.map(({ seconds }) => seconds),
          (value) => value.toFixed(0),
        ),
      ]),
    );
  }
  return lines;
}

/** Paper, expectation and measurement side by side; the intact method's numbers stand in brackets. */
export function ablationTable(ablations: readonly Ablation[], results: Results): string[] {
  const lines = [
    row(['ablation', 'paper', 'expected here', 'measured (intact)', 'verdict']),
    row(['---', '---', '---', '---', '---']),
  ];
  for (const ablation of ablations) {
    const { id, title, paper, expectation } = ablation;
    const run = results[id]?.[0];
    if (!run) continue;
    lines.push(
      row([title, paper, expectation, measured(run, results[intactId(ablation)]?.[0]), run.verdict]),
    );
  }
  return lines;
}

const SHOWN: readonly [metric: string, label: string][] = [
  ['stdTimesRootD', 'std·√d'],
  ['rawStd', 'raw std'],
  ['rankMe', 'RankMe'],
  ['entropy', 'entropy'],
  ['meanEntropy', 'entropy of the mean'],
  ['twin', 'twin %'],
];

function measured(run: RunResult, intact: RunResult | undefined): string {
  const entries: [string, number | undefined, number | undefined][] = [
    ['loss', run.loss, intact?.loss],
    ...SHOWN.map(([metric, label]): [string, number | undefined, number | undefined] => [
      label,
      run.trained[metric],
      intact?.trained[metric],
    ]),
  ];
  return entries
    .flatMap(([label, value, whole]) => {
      if (value === undefined) return [];
      const format = label.endsWith('%') ? percent : digits;
      return [`${label} ${format(value)}${whole === undefined ? '' : ` (${format(whole)})`}`];
    })
    .join(', ');
}
