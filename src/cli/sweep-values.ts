import { parseValueList } from '../base/value-list.ts';
import { UsageError } from './usage-error.ts';

/** Values of one param, as texts of `--set`. */
export interface Axis {
  /** `node.param` */
  readonly path: string;
  readonly values: readonly string[];
}

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
  const values = parseValueList(list);
  if (!values.ok) throw new UsageError(values.problems.join(' '));
  return { path: path.trim(), values: values.value };
}

/** Every combination of the axes' values, the last axis changing fastest, each as texts of `--set`. */
export function combinations(axes: readonly Axis[]): readonly (readonly string[])[] {
  return axes.reduce<readonly (readonly string[])[]>(
    (before, { path, values }) =>
      before.flatMap((settings) => values.map((value) => [...settings, `${path}=${value}`])),
    [[]],
  );
}
