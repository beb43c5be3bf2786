import { useState } from 'react';
import { ChartCard } from '../lab/ChartCard.tsx';
import { useRunFrames } from '../lab/use-run-frames.ts';
import type { RunStore } from '../../runtime/run-store.ts';
import { Choice } from '../ui/Choice.tsx';
import { sweepCharts } from './sweep-charts.ts';
import type { Sweep } from './sweep-store.ts';

interface SweepChartsProps {
  readonly sweep: Sweep;
  readonly trainer: RunStore;
}

/** Small multiples: one measurement, a chart for each value, all on the same axes. */
export function SweepCharts({ sweep, trainer }: SweepChartsProps) {
  const run = useRunFrames(trainer);
  const [kind, setKind] = useState('loss');
  const { plan, running, ended } = sweep;
  const all = sweepCharts(sweep, running ? run : null);
  const shown = all.find(({ id }) => id === kind) ?? all[0];
  const count = plan.values.length * plan.seeds.length;
  return (
    <div className="sweep-main">
      <div className="sweep-head">
        {all.length > 0 && (
          <Choice
            label="Shown of each value"
            value={shown!.id}
            options={all.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={setKind}
          />
        )}
        <p className="sweep-note" aria-live="polite">
          {running
            ? `Run ${ended.length + 1} of ${count}, step ${run.step} of ${run.steps}`
            : `${ended.length} of ${count} runs have ended`}{' '}
          · {plan.title}
        </p>
      </div>
      <div className="charts-space">
        <div className="charts">
          {shown?.charts.map((chart) => (
            <ChartCard key={`${chart.id} ${chart.curves.length}`} chart={chart} />
          ))}
        </div>
      </div>
    </div>
  );
}
