import { finalReadings } from '../../runtime/kept/final-readings.ts';
import { formatNumber } from '../lab/format-number.ts';
import type { Sweep, SweptRun } from './sweep-store.ts';
import '../ui/table.css';

/** What came of the runs of a sweep so far, a row for each value. */
export function SweepResults({ sweep: { plan, ended } }: { readonly sweep: Sweep }) {
  const rows = plan.values.flatMap((value) => {
    const runs = ended.filter((swept) => swept.value === value);
    const readings = runs.map(({ kept }) => finalReadings(kept));
    return runs.length > 0 ? [{ value, runs, readings }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <table className="table">
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
        {rows.map(({ value, runs, readings }) => (
          <tr key={String(value)}>
            <th scope="row">{String(value)}</th>
            <td>
              {spread(
                readings.map(({ loss }) => loss),
                'number',
              )}
            </td>
            <td>
              {spread(
                readings.map(({ twin }) => twin),
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
  for (const { kept } of runs) {
    const { kind } = kept.verdict;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => (counts.size > 1 ? `${count} ${kind}` : kind)).join(', ');
}
