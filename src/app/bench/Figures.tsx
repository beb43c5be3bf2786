import type { BenchState } from './bench-state.ts';
import { cellsOf, COLUMNS } from './bench-table.ts';

/** What has been measured so far. */
export function Figures({ state, busy }: { readonly state: BenchState; readonly busy: boolean }) {
  if (state.rows.length === 0) {
    return busy ? null : <p>Nothing was measured: it was stopped before the first turn had ended.</p>;
  }
  const figures = COLUMNS.length - 3;
  return (
    <div className="bench-scroll">
      <table className="bench-figures" aria-busy={busy}>
        <caption>One training step{state.stopped ? ', stopped early' : ''}</caption>
        <thead>
          <tr>
            {COLUMNS.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {state.rows.map((row) => (
            <tr key={`${row.task} ${row.backend} ${row.who}`} data-ours={row.who === 'Unlabel' || undefined}>
              {cellsOf(row).map((cell, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td
                    key={i}
                    {...(i === 3 && row.milliseconds === null
                      ? { colSpan: figures, 'data-outcome': 'failed' }
                      : {})}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
