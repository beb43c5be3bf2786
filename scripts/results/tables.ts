import { intactId, type Ablation } from './ablations.ts';
import { digits } from '../../src/analysis/verdict/numbers.ts';
import type { RunResult } from './run.ts';

/** Results by id of a template or an ablation. */
export type Results = Readonly<Record<string, readonly RunResult[]>>;

const percent = (share: number): string => (share * 100).toFixed(1);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function spread(values: readonly number[], format: (value: number) => string): string {
  if (values.length === 1) return format(mean(values));
  const half = (Math.max(...values) - Math.min(...values)) / 2;
  return `${format(mean(values))} ± ${format(half)}`;
}

/** The first measured step from which on twin retrieval stays above the untrained encoder's. */
function stepOfPassing({ twin, untrained }: RunResult): number | null {
  const base = untrained.twin ?? 0;
  const below = twin.filter(({ value }) => value <= base).map(({ step }) => step);
  const lastBelow = Math.max(0, ...below);
  return twin.find(({ step }) => step > lastBelow)?.step ?? null;
}

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

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
    row(['ablation', 'paper', 'expected here', 'seeds', 'measured (intact)', 'verdicts']),
    row(['---', '---', '---', '---', '---', '---']),
  ];
  for (const ablation of ablations) {
    const { id, title, paper, expectation } = ablation;
    const runs = results[id];
    if (!runs?.length) continue;
    const seeds = runs.map(({ seed }) => seed).join(', ');
    const verdicts = [...new Set(runs.map(({ verdict }) => verdict))].join(', ');
    const numbers = measured(runs, results[intactId(ablation)] ?? []);
    lines.push(row([title, paper, expectation, seeds, numbers, verdicts]));
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

function measured(runs: readonly RunResult[], intact: readonly RunResult[]): string {
  const entries = [
    ['loss', runs.map(({ loss }) => loss), intact.map(({ loss }) => loss)] as const,
    ...SHOWN.map(([metric, label]) => {
      const of = (some: readonly RunResult[]) => some.flatMap(({ trained }) => trained[metric] ?? []);
      return [label, of(runs), of(intact)] as const;
    }),
  ];
  return entries
    .flatMap(([label, values, whole]) => {
      if (values.length === 0) return [];
      const format = label.endsWith('%') ? percent : digits;
      const beside = whole.length === 0 ? '' : ` (${format(mean(whole))})`;
      return [`${label} ${spread(values, format)}${beside}`];
    })
    .join(', ');
}
