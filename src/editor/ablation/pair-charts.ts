import type { Parting } from '../../analysis/parting.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { chartList, type Chart } from '../lab/chart-list.ts';
import { SIDES, type Side } from './ablation-store.ts';

/** What shows a collapse comes first, behind the loss. */
const FIRST = ['loss', 'rankMe', 'std'];
/** Where a chart has several curves, a pair shows the first. */
const TITLES: Readonly<Record<string, string>> = { alignment: 'alignment' };

const place = ({ id }: Chart): number => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);

/** The charts of a pair: what both runs measure, the curve of the one over that of the other. */
export function pairCharts(
  runs: Readonly<Record<Side, RunState>>,
  compilations: Readonly<Record<Side, Compilation>>,
  { apart }: Parting,
): readonly Chart[] {
  const [whole, ablated] = SIDES.map((side) =>
    chartList(runs[side], compilations[side].program?.probes ?? [], (node) => node),
  );
  const charts = (whole ?? []).toSorted((one, next) => place(one) - place(next));
  return charts.flatMap((chart) => {
    const other = ablated?.find(({ id }) => id === chart.id);
    if (!other) return [];
    const curves = [chart, other].flatMap(({ id, curves: [first] }, index) => {
      if (!first) return [];
      const series = id === 'loss' ? runs[SIDES[index]!].loss : first.series;
      // both begin with the same weights: one line for the untrained says it
      return [
        {
          ...first,
          key: SIDES[index]!,
          label: SIDES[index]!,
          series,
          untrained: index > 0 ? null : first.untrained,
        },
      ];
    });
    const label = chart.id === 'loss' ? `apart from step ${apart}` : '';
    const marks = apart === null ? [] : [{ step: apart, label }];
    const title = TITLES[chart.id] ?? chart.title;
    return [
      { ...chart, title, curves, marks, learningRate: null, until: Math.max(chart.until, other.until) },
    ];
  });
}
