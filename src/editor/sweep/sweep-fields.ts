import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import type { ParamValue } from '../../document/schema.ts';
import { parseSeeds } from '../../base/seed-list.ts';
import { parseValueList } from '../../base/value-list.ts';
import { paramFields, type ParamField } from '../../spec/param.ts';

/** A param that can be swept. */
export interface SweepField {
  /** `node.param` */
  readonly id: string;
  readonly node: string;
  readonly field: ParamField;
  readonly title: string;
  /** What is proposed to be swept over. */
  readonly proposal: string;
}

/** Params of a sweep, at most. */
const MOST = 60;

/** The numbers among the params of these nodes. */
export function sweepFields(
  nodes: readonly ResolvedNode[],
  titleOf: (node: string) => string,
): readonly SweepField[] {
  return nodes.flatMap((node) =>
    paramFields(node.spec.params)
      .filter(({ type }) => type === 'number' || type === 'integer')
      .map((field) => ({
        id: `${node.id}.${field.name}`,
        node: node.id,
        field,
        title: `${field.label} of ${titleOf(node.id)} (${node.id})`,
        proposal: proposal(node, field),
      })),
  );
}

/** Around the present value: a fifth to five times it where that is allowed, as powers where it is above 0; else what lies near. */
function proposal({ spec, params }: ResolvedNode, { name, type, range }: ParamField): string {
  const value = params[name];
  const now = typeof value === 'number' ? value : 0;
  const whole = type === 'integer';
  const allowed = (values: readonly number[]): number[] => {
    const taken = values.filter((one) => spec.params.shape[name]!.safeParse(one).success);
    return [...new Set(taken)].sort((a, b) => a - b);
  };
  const factors = whole ? [0.25, 0.5, 1, 2, 4] : [0.2, 0.5, 1, 2, 5];
  const multiples = factors.map((factor) => Number((factor * now).toPrecision(2)));
  const around = allowed(now > 0 ? multiples.map((one) => (whole ? Math.round(one) : one)) : []);
  if (around.length > 1) return around.join(', ');
  const [from, to] = range ?? [now - 1, now + 1];
  const near = allowed([now - 2, now, now + 2, ...(whole ? [] : [from, (from + to) / 2, to])]);
  return near.join(', ');
}

export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Reads values that the param can take. */
export function readValues(text: string, node: ResolvedNode, name: string): Reading<readonly ParamValue[]> {
  const list = parseValueList(text);
  if (!list.ok) return { ok: false, reason: list.problems.join(' ') };
  if (list.value.length > MOST) return { ok: false, reason: `At most ${MOST} values can be swept.` };
  const values: number[] = [];
  for (const entry of list.value) {
    const number = Number(entry.replace('−', '-'));
    const checked = node.spec.params.shape[name]!.safeParse(number);
    if (!Number.isFinite(number) || !checked.success) {
      const why = checked.success
        ? 'it is no number'
        : (checked.error.issues[0]?.message ?? 'it is not allowed');
      return { ok: false, reason: `“${entry}” cannot be taken: ${why}.` };
    }
    if (!values.includes(number)) values.push(number);
  }
  return { ok: true, value: values };
}

/** Reads whole numbers such as `1, 2, 3`. */
export function readSeeds(text: string): Reading<readonly number[]> {
  const seeds = parseSeeds(text);
  return seeds.ok ? seeds : { ok: false, reason: seeds.problems.join(' ') };
}
