import type { Operation } from './operation.ts';
import { SHAPE_RULES } from './operations/shape-rules.ts';
import { findNonJson } from './non-json.ts';
import type { Block, Program } from './program.ts';
import { ShapeError } from './shape-error.ts';
import { formatShape, sameShape, type ValueId, type ValueType } from './value.ts';

const formatType = ({ shape, dtype }: ValueType): string => `${dtype} ${formatShape(shape)}`;

type Types = Map<ValueId, ValueType>;
type Rule = (inputs: readonly ValueType[], attributes: Operation['attributes']) => readonly ValueType[];

/**
 * What is wrong with a program, in one sentence each; empty where it is sound. Checks that values are defined once and
 * before they are used, that types follow from the shape rules, and that commits, losses and probes name what is there.
 */
export function verifyProgram(program: Program): string[] {
  const nonJson = findNonJson(program);
  if (nonJson) return [`${nonJson} is not JSON`];
  const problems: string[] = [];
  const kept: Types = new Map();
  for (const { id, shape } of [...program.weights, ...program.states]) {
    if (kept.has(id)) problems.push(`${id} is declared twice`);
    kept.set(id, { shape, dtype: 'float32' });
  }
  for (const { id, shape, copyOf } of [...program.weights, ...program.states]) {
    const copied = copyOf === undefined ? undefined : kept.get(copyOf);
    if (copyOf !== undefined && (!copied || !sameShape(copied.shape, shape))) {
      problems.push(`${id} begins as ${copyOf}, which is not there or of another shape`);
    }
  }
  const values = verifyBlock(program.step, kept, problems);

  const targets = new Set<ValueId>();
  for (const { target, value } of program.commits) {
    const [to, from] = [kept.get(target), values.get(value)];
    if (!to) problems.push(`a commit writes ${target}, which is neither weight nor state`);
    if (!from) problems.push(`a commit to ${target} takes ${value}, which nothing defines`);
    if (to && from && !sameShape(to.shape, from.shape)) {
      problems.push(`a commit puts ${formatShape(from.shape)} into ${target} of ${formatShape(to.shape)}`);
    }
    if (targets.has(target)) problems.push(`two commits write ${target}`);
    targets.add(target);
  }
  for (const { node, value } of program.losses) {
    if (values.get(value)?.shape.length !== 0) problems.push(`the loss of ${node} is not a scalar`);
  }
  for (const { weight, value } of program.gradients) {
    const [of, gradient] = [kept.get(weight), values.get(value)];
    if (!of || !gradient || !sameShape(of.shape, gradient.shape)) {
      problems.push(`the gradient of ${weight} is missing or of another shape`);
    }
  }
  for (const { node, source } of program.probes) {
    if (source.kind === 'batch') {
      for (const { value } of source.values) {
        if (!values.has(value)) problems.push(`probe ${node} looks at ${value}, which nothing defines`);
      }
    } else if (!verifyBlock(source.block, kept, problems).has(source.features)) {
      problems.push(`probe ${node} looks at ${source.features}, which nothing defines`);
    }
  }
  return problems;
}

/** Types of all values of a block, on top of what is there before it runs. */
function verifyBlock(block: Block, kept: Types, problems: string[]): Types {
  const types: Types = new Map(kept);
  const define = (id: ValueId, type: ValueType) => {
    if (types.has(id)) problems.push(`${id} is defined twice`);
    types.set(id, type);
  };
  for (const { id, type } of block.feeds) define(id, type);
  for (const operation of block.operations) {
    const { name, inputs, outputs } = operation;
    const missing = inputs.filter((id) => !types.has(id));
    if (missing.length > 0) {
      problems.push(`${name} of ${operation.origin} uses ${missing.join(', ')} before it is defined`);
    } else {
      problems.push(
        ...typeProblems(
          operation,
          inputs.map((id) => types.get(id)!),
        ),
      );
    }
    outputs.forEach((id, i) => {
      const type = operation.types[i];
      if (type) define(id, type);
    });
  }
  return types;
}

function typeProblems(operation: Operation, inputs: readonly ValueType[]): string[] {
  const { name, origin, outputs, types } = operation;
  let expected: readonly ValueType[];
  try {
    expected = (SHAPE_RULES[name] as Rule)(inputs, operation.attributes);
  } catch (error) {
    if (error instanceof ShapeError) return [`${name} of ${origin} does not fit: ${error.message}`];
    throw error;
  }
  if (expected.length !== outputs.length || types.length !== outputs.length) {
    return [`${name} defines ${outputs.length} values, types ${types.length} and gives ${expected.length}`];
  }
  return outputs.flatMap((id, i) => {
    const [is, should] = [types[i]!, expected[i]!];
    const same = sameShape(is.shape, should.shape) && is.dtype === should.dtype;
    return same ? [] : [`${id} is ${formatType(is)}, but ${name} gives ${formatType(should)}`];
  });
}
