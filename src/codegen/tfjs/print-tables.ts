import type { Program, State, Weight } from '../../ir/program.ts';
import type { ValueId } from '../../ir/value.ts';
import { listCode, numberCode, textCode } from './expression.ts';
import type { ExportPlan } from './plan.ts';

/** States of the drawing's nodes: those of optimisers are kept by them. */
export function nodeStates(plan: ExportPlan): readonly State[] {
  const optimisers = new Set(plan.optimisers.map(({ node }) => node.id));
  return plan.program.states.filter(({ node }) => !optimisers.has(node));
}

function startCode(
  program: Program,
  { initializer, copyOf, unitRows }: Weight | (State & { unitRows?: true }),
): string {
  if (copyOf !== undefined) return `copyOf(${textCode(copyOf)})`;
  const rows = unitRows || (initializer.kind === 'normal' && initializer.unitRows);
  switch (initializer.kind) {
    case 'constant':
      return `constant(${numberCode(initializer.value)})`;
    case 'normal':
      return rows
        ? `unitRows(normal(${numberCode(initializer.std)}))`
        : `normal(${numberCode(initializer.std)})`;
    case 'uniform':
      return rows
        ? `unitRows(uniform(${numberCode(initializer.limit)}))`
        : `uniform(${numberCode(initializer.limit)})`;
  }
}

/** The tables of weights and states: shape and first value of each, and what becomes of it. */
export function printTables(plan: ExportPlan, groups: ReadonlyMap<ValueId, string>): string {
  const { program } = plan;
  const line = (kept: Weight | State): string => {
    const group = groups.get(kept.id);
    const source = plan.sources.get(kept.id);
    const fields = [
      `shape: ${listCode(kept.shape)}`,
      `start: ${startCode(program, kept)}`,
      ...(group === undefined ? [] : [`group: ${textCode(group)}`]),
      ...(source === undefined ? [] : [`follows: ${textCode(source)}`]),
    ];
    return `  ${textCode(kept.id)}: { ${fields.join(', ')} },`;
  };
  const states = nodeStates(plan);
  const used = [...program.weights, ...states].map((kept) => startCode(program, kept)).join();
  const starters = Object.entries(STARTERS).filter(([name]) => used.includes(`${name}(`));
  return [
    ...starters.map(([, code]) => code),
    '',
    '/** Weights: shape, first value, how the optimiser treats it, or whom it follows. */',
    'export const WEIGHTS = {',
    ...program.weights.map(line),
    '};',
    '',
    '/** What else is kept from step to step. */',
    `export const STATES = {${states.length > 0 ? '' : '};'}`,
    ...(states.length > 0 ? [...states.map(line), '};'] : []),
  ].join('\n');
}

const STARTERS: Readonly<Record<string, string>> = {
  constant: `const constant = (value) => ({ shape }) => tf.fill(shape, value);`,
  uniform: `const uniform = (limit) => ({ shape, random }) =>
  tf.tensor(uniformNumbers(random, tf.util.sizeFromShape(shape), -limit, limit), shape);`,
  normal: `const normal = (deviation) => ({ shape, random }) =>
  tf.tensor(normalNumbers(random, tf.util.sizeFromShape(shape)), shape).mul(deviation);`,
  unitRows: `const unitRows = (start) => (tensor) => l2Normalize(start(tensor));`,
  copyOf: `const copyOf = (name) => ({ tensors }) => tensors[name].clone();`,
};
