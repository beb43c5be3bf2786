import type { Chart } from './chart-list.ts';
import { formatNumber } from './format-number.ts';

/** Numbers beside an axis, with as many digits as tell neighbours apart. Splits that a logarithmic axis leaves without a label are null. */
export function axisLabels(splits: readonly (number | null)[], format: Chart['format']): string[] {
  const known = splits.filter((split) => split !== null);
  const between = known.length > 1 ? Math.abs(known[1]! - known[0]!) : 1;
  const scale = format === 'percent' ? 100 : 1;
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(between * scale) + 1e-9)));
  return splits.map((split) => {
    if (split === null) return '';
    if (Math.abs(split) >= 1e5) return formatNumber(split);
    return `${(split * scale).toFixed(digits).replace('-', '−')}${format === 'percent' ? ' %' : ''}`;
  });
}
