import { METRICS } from '../ir/metrics.ts';

/** Four significant digits, without a tail of zeros. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(4)));
}

/** A metric’s value in its unit: `26.3 %`, `0.98`. */
export function formatMetric(name: string, value: number): string {
  const info = Object.hasOwn(METRICS, name) ? METRICS[name as keyof typeof METRICS] : undefined;
  return info?.format === 'percent' ? `${(value * 100).toFixed(1)} %` : formatNumber(value);
}

export function labelOfMetric(name: string): string {
  return Object.hasOwn(METRICS, name) ? METRICS[name as keyof typeof METRICS].label : name;
}

/** `1:05 min` above a minute, `12.3 s` below. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}
