import { compileFixture } from '../../src/compiler/fixture.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { CaseValues } from '../../src/runtime/fixtures/case-result.ts';
import { evaluateNode } from '../../src/runtime/fixtures/evaluate-node.ts';
import type { FixtureTensor } from '../../src/runtime/fixtures/case-schema.ts';
import type { NodeSpec } from '../../src/spec/index.ts';
import { evaluate } from '../../workers/engine/evaluate.ts';
import type { TestBackend } from './run-on.ts';

/** What a node is given; vectors of shape V×B×K are sets of views. */
export interface Case {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, FixtureTensor>>;
  readonly state?: Readonly<Record<string, FixtureTensor>>;
}

/** A tensor of one view, from its rows. */
export function oneView(rows: readonly (readonly number[])[]): FixtureTensor {
  return { shape: [rows.length, rows[0]!.length], dtype: 'float32', data: rows.flat() };
}

/** A set of views, from the rows of each. */
export function viewSet(...views: readonly (readonly (readonly number[])[])[]): FixtureTensor {
  const [first] = views as [readonly (readonly number[])[]];
  return {
    shape: [views.length, first.length, first[0]!.length],
    dtype: 'float32',
    data: views.flat(2),
  };
}

export function integers(...data: number[]): FixtureTensor {
  return { shape: [data.length], dtype: 'int32', data };
}

/** Outputs, gradients of their sum and states of one node on the backend in use. */
export async function evaluateOn(
  spec: NodeSpec,
  { params = {}, inputs, state = {} }: Case,
  backend: TestBackend = 'cpu',
): Promise<CaseValues> {
  const fixture = {
    id: 'case',
    node: spec.id,
    params: { ...params },
    inputs: { ...inputs },
    state: { ...state },
  };
  const values = await evaluateNode(spec, fixture, { evaluate: (request) => evaluate(request, backend) });
  if (!values.ok) throw new Error(values.problems.map(({ message }) => message).join(' '));
  return values.value;
}

/** The loss a node gives. */
export async function lossOf(spec: NodeSpec, given: Case): Promise<number> {
  return (await evaluateOn(spec, given)).outputs['loss']!.data[0]!;
}

/** The first diagnostic with which the node refuses a case, or null. */
export function problemOf(spec: NodeSpec, { params = {}, inputs, state = {} }: Case): Diagnostic | null {
  const compiled = compileFixture(spec, params, inputs, state);
  return compiled.ok ? null : (compiled.problems[0] ?? null);
}

/** Gradient of `f` at the numbers of one input, by central differences in float64: for references written in plain numbers. */
export function differences(f: (data: readonly number[]) => number, { data }: FixtureTensor): number[] {
  const h = 1e-5;
  const moved = (i: number, by: number) => f(data.map((x, j) => (j === i ? x + by : x)));
  return data.map((_, i) => (moved(i, h) - moved(i, -h)) / (2 * h));
}
