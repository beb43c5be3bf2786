import Download from 'lucide-react/icons/download';
import { useState } from 'react';
import { pictureFiles } from '../files/picture-files.ts';
import { ChartCard } from '../lab/ChartCard.tsx';
import { readPalette } from '../lab/chart-palette.ts';
import { useRunFrames } from '../lab/use-run-frames.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { PopupMenu } from '../shell/PopupMenu.tsx';
import { Choice } from '../ui/Choice.tsx';
import { multiplesCsv, multiplesSvg } from './multiples-files.ts';
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
        {shown && (
          <PopupMenu
            label="Save all charts"
            className="button"
            data-icon
            groups={() => [
              pictureFiles(`unlabel-sweep-${shown.id}`, {
                csv: () => multiplesCsv(shown),
                svg: () => multiplesSvg(shown, plan.title, readPalette(document.documentElement)),
              }),
            ]}
          >
            <Download size={14} aria-hidden />
          </PopupMenu>
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
