import { UsageError } from './usage-error.ts';

/** Values of one param, as texts of `--set`. */
export interface Axis {
  /** `node.param` */
  readonly path: string;
  readonly values: readonly string[];
}

const RANGE = /^(log|lin)\(([^,]+),([^,]+),([^,]+)\)$/;

/**
 * Reads `node.param=0.1,0.2,0.5`, `node.param=log(0.01,1,5)` or `node.param=lin(0,1,5)`: five values from the one to the other,
 * at equal ratios or distances. Commas in square brackets part no values.
 * @throws UsageError
 */
export function parseAxis(text: string): Axis {
  const [, path, list] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (path === undefined || list === undefined) {
    throw new UsageError(`--over is node.param=value,value or node.param=log(from,to,count), not “${text}”.`);
  }
  const range = RANGE.exec(list.trim());
  const values = range ? spaced(text, range) : list.split(/,(?![^[]*\])/).map((value) => value.trim());
  if (values.some((value) => value === '')) throw new UsageError(`A value is missing in “${text}”.`);
  return { path: path.trim(), values };
}

function spaced(text: string, [, kind, ...bounds]: RegExpExecArray): string[] {
  const [from = NaN, to = NaN, count = NaN] = bounds.map(Number);
  if (![from, to].every(Number.isFinite) || !Number.isInteger(count) || count < 2 || count > 1000) {
    throw new UsageError(`“${text}” has two bounds and from 2 to 1000 values.`);
  }
  if (kind === 'log' && !(from > 0 && to > 0))
    throw new UsageError(`The bounds of “${text}” are to be above 0.`);
  return Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    const value = kind === 'log' ? from * (to / from) ** share : from + (to - from) * share;
    return String(Number(value.toPrecision(6)));
  });
}

/** Every combination of the axes' values, the last axis changing fastest, each as texts of `--set`. */
export function combinations(axes: readonly Axis[]): readonly (readonly string[])[] {
  return axes.reduce<readonly (readonly string[])[]>(
    (before, { path, values }) =>
      before.flatMap((settings) => values.map((value) => [...settings, `${path}=${value}`])),
    [[]],
  );
}
