import { formatNumber } from '../lab/format-number.ts';
import type { PairResult } from './pair-result.ts';
import { SIDES } from './sides.ts';
import '../ui/table.css';

const written = (value: number | null): string => (value === null ? '–' : formatNumber(value));

/** What came of the pairs so far, one a seed, and of all of them. */
export function Results({ results }: { readonly results: readonly PairResult[] }) {
  return (
    <table className="table ablation-results">
      <caption className="visually-hidden">Pairs that have ended</caption>
      <thead>
        <tr>
          <th scope="col">seed</th>
          <th scope="col">apart</th>
          <th scope="col">loss with</th>
          <th scope="col">without</th>
        </tr>
      </thead>
      <tbody>
        {results.map(({ seed, apart, losses, verdicts }) => (
          <tr key={seed}>
            <th scope="row">{seed}</th>
            <td>{apart ?? '–'}</td>
            {SIDES.map((side) => (
              <td key={side}>
                {written(losses[side])}
                <span>{verdicts[side]}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {results.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">mean ± sd</th>
            <td />
            {SIDES.map((side) => (
              <td key={side}>{meanAndDeviation(results.map(({ losses }) => losses[side]))}</td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** Of what is known, with the sample's standard deviation. */
function meanAndDeviation(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  if (known.length < 2) return written(known.length === 1 ? mean : null);
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${formatNumber(mean)} ± ${formatNumber(Math.sqrt(squares / (known.length - 1)))}`;
}
