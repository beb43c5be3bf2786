/**
 * A measured number with about four significant digits and a steady width: `26.3 %` for a share, `4.851`, `0.0312`,
 * `1.2e-6`, `12 400`.
 */
export function formatNumber(value: number, format: 'percent' | 'number' = 'number'): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (format === 'percent') return `${signed((value * 100).toFixed(1))} %`;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e6) return signed(value.toExponential(1));
  if (size < 0.01) return signed(value.toFixed(5));
  if (size < 0.1) return signed(value.toFixed(4));
  if (size < 10) return signed(value.toFixed(3));
  if (size < 100) return signed(value.toFixed(2));
  if (size < 1000) return signed(value.toFixed(1));
  return signed(formatCount(value));
}

/** A whole number with thin spaces between thousands. */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

function signed(digits: string): string {
  return digits.replace('-', '−').replace('e−', 'e-');
}
