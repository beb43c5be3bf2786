import { lastValue, seriesValues } from '../../runtime/series.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { formatNumber } from '../lab/format-number.ts';
import type { Sweep, SweptRun } from './sweep-store.ts';

/** Steps whose losses are averaged for a result. */
const LAST = 10;

/** What came of the runs of a sweep so far, a row for each value. */
export function SweepResults({ sweep: { plan, ended } }: { readonly sweep: Sweep }) {
  const rows = plan.values.flatMap((value) => {
    const runs = ended.filter((swept) => swept.value === value);
    return runs.length > 0 ? [{ value, runs }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <table className="sweep-results">
      <caption className="visually-hidden">Runs that have ended, by value</caption>
      <thead>
        <tr>
          <th scope="col">value</th>
          <th scope="col">loss</th>
          <th scope="col">twin</th>
          <th scope="col">verdict</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ value, runs }) => (
          <tr key={String(value)}>
            <th scope="row">{String(value)}</th>
            <td>
              {spread(
                runs.map(({ run }) => lately(run)),
                'number',
              )}
            </td>
            <td>
              {spread(
                runs.map(({ run }) => lastTwin(run)),
                'percent',
              )}
            </td>
            <td>{verdicts(runs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lately({ loss }: RunState): number | null {
  const last = seriesValues(loss).slice(-LAST);
  return last.length === 0 ? null : last.reduce((sum, value) => sum + value, 0) / last.length;
}

function lastTwin({ probes }: RunState): number | null {
  const series = Object.values(probes).flatMap(({ metrics }) => metrics['twin'] ?? []);
  return series[0] ? lastValue(series[0]) : null;
}

/** The mean, and how far the seeds are from it at most. */
function spread(values: readonly (number | null)[], format: 'number' | 'percent'): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '–';
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const most = Math.max(...known.map((value) => Math.abs(value - mean)));
  return known.length === 1
    ? formatNumber(mean, format)
    : `${formatNumber(mean, format)} ± ${formatNumber(most, format)}`;
}

/** Each verdict once, with how many runs have it where they differ. */
function verdicts(runs: readonly SweptRun[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of runs) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (counts.size > 1 ? `${count} ${kind}` : kind)).join(', ');
}
