import { reasonAboutCollapse, type CollapseReport } from '../../src/analysis/collapse/collapse.ts';
import { digits } from '../../src/analysis/verdict/numbers.ts';
import type { UnlabelDocument } from '../../src/document/schema.ts';
import type { Registry } from '../../src/spec/registry.ts';
import type { RunResult } from './run.ts';
import { row, type Results } from './tables.ts';

/** A drawing that has been trained and is reasoned about. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly document: UnlabelDocument;
  /** A method as it is published, rather than one that has been broken. */
  readonly intact: boolean;
}

interface Judged extends Case {
  readonly report: CollapseReport | null;
  readonly runs: readonly RunResult[];
}

const COLLAPSES = ['complete collapse', 'dimensional collapse', 'cluster collapse'];
const SHOWN = [
  ['stdTimesRootD', 'std·√d'],
  ['rankMe', 'RankMe'],
  ['entropy', 'entropy'],
  ['meanEntropy', 'entropy of the mean'],
] as const;

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const share = (value: number): string => (100 * value).toFixed(1);

/** What was foretold of each drawing from its loss and wiring, beside what training came to. */
export function collapsePage(cases: readonly Case[], results: Results, registry: Registry): string {
  const judged = cases.flatMap((one): Judged[] => {
    const runs = results[one.id] ?? [];
    return runs.length === 0 ? [] : [{ ...one, runs, report: reasonAboutCollapse(one.document, registry) }];
  });
  return `# Collapse, foretold and measured

Made by \`npm run results\`, which trains each drawing (400 steps of 128 emoji unless the row says otherwise, preset \`browser\`, WASM)
and asks \`reasonAboutCollapse\` about it, which trains nothing but tables in the encoders’ place. *Proved* is what was computed
from the loss; *heuristic* rests on what is published of such wiring. Numbers are means over the seeds; twin retrieval
has that of the untrained encoder in brackets. Where foretold and measured differ, both stand here.

${table(judged).join('\n')}

${summary(judged).join('\n')}
`;
}

function table(judged: readonly Judged[]): string[] {
  const head = ['drawing', 'foretold', 'measured, by seed', 'what shows it'];
  return [
    row(head),
    row(head.map(() => '---')),
    ...judged.map(({ title, report, runs }) =>
      row([
        title,
        report ? `${report.prediction} (${report.grounds})` : 'nothing',
        runs.map(({ seed, verdict }) => `${seed}: ${verdict}`).join('<br>'),
        measured(runs),
      ]),
    ),
  ];
}

function measured(runs: readonly RunResult[]): string {
  const of = (id: string) => runs.flatMap(({ trained }) => trained[id] ?? []);
  const numbers = SHOWN.flatMap(([id, label]) => (of(id).length ? [`${label} ${digits(mean(of(id)))}`] : []));
  const untrained = runs.flatMap(({ untrained: { twin } }) => twin ?? []);
  const twin = of('twin').length ? [`twin ${share(mean(of('twin')))} % (${share(mean(untrained))})`] : [];
  return [`loss ${digits(mean(runs.map(({ loss }) => loss)))}`, ...numbers, ...twin].join(', ');
}

/** The two mistakes that a verdict must not make, counted. */
function summary(judged: readonly Judged[]): string[] {
  const runsOf = (some: readonly Judged[]) => some.flatMap(({ runs }) => runs);
  const intact = runsOf(judged.filter((one) => one.intact));
  const complete = runsOf(judged.filter(({ report }) => report?.prediction === 'complete collapse'));
  const all = runsOf(judged).length;
  const agreed = judged.flatMap(({ report, runs }) =>
    runs.filter(({ verdict }) => verdict === report?.prediction),
  );
  const count = (runs: readonly RunResult[], is: (verdict: string) => boolean) =>
    runs.filter(({ verdict }) => is(verdict)).length;
  return [
    `- Runs: ${all}, of which ${agreed.length} came to what was foretold.`,
    `- Intact methods called collapsed: ${count(intact, (verdict) => COLLAPSES.includes(verdict))} of ${intact.length} runs.`,
    `- Drawings foretold to collapse completely and called healthy: ${count(complete, (verdict) => verdict === 'healthy')} of ${complete.length} runs.`,
  ];
}
