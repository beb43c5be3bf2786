import { METRICS, mostOf, type MetricId, type MetricInfo } from '../ir/metrics.ts';

/** Four significant digits, without a tail of zeros. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(4)));
}

/** A metric’s value in its unit: `26.3 %`, `0.98`. */
export function formatMetric(name: string, value: number): string {
  return infoOf(name)?.format === 'percent' ? `${(value * 100).toFixed(1)} %` : formatNumber(value);
}

/** ` of ln 64 = 4.159` where it is known how much a metric can be; else nothing. */
export function formatMost(name: string, measured: Readonly<Record<string, number>>): string {
  const most = infoOf(name) ? mostOf(name as MetricId, measured) : null;
  if (!most) return '';
  const value = formatNumber(most.value);
  return most.label === value ? ` of ${value}` : ` of ${most.label} = ${value}`;
}

export function labelOfMetric(name: string): string {
  return infoOf(name)?.label ?? name;
}

/** Whether a metric only says what others are read against. */
export function isAside(name: string): boolean {
  return infoOf(name)?.aside ?? false;
}

function infoOf(name: string): MetricInfo | undefined {
  return Object.hasOwn(METRICS, name) ? METRICS[name as MetricId] : undefined;
}

/** `1:05 min` above a minute, `12.3 s` below. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}
