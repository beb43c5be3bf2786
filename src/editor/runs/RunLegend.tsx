import X from 'lucide-react/icons/x';
import type { LateRuns } from './late-runs.ts';
import { runLabel, type Overlaid } from './overlay-charts.ts';
import { RunSwatch } from './RunSwatch.tsx';
import './run-legend.css';

interface RunLegendProps {
  readonly late: LateRuns;
  readonly overlaid: readonly Overlaid[];
}

/** Which kept runs are drawn over the charts, and how. */
export function RunLegend({ late, overlaid }: RunLegendProps) {
  if (overlaid.length === 0) return null;
  return (
    <ul className="run-legend" aria-label="Runs drawn over the charts">
      {overlaid.map(({ run, place }) => (
        <li key={run.id} title={run.note || undefined}>
          <RunSwatch place={place} />
          <span className="run-legend-name">{runLabel(run)}</span>
          <button
            type="button"
            aria-label={`Take ${runLabel(run)} off the charts`}
            onClick={() => late.getState().runs?.store.getState().overlay(run.id, false)}
          >
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
