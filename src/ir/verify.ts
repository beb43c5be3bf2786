import type { Operation } from './operation.ts';
import { SHAPE_RULES } from './operations/shape-rules.ts';
import { findNonJson } from './non-json.ts';
import type { Block, Program } from './program.ts';
import { ShapeError } from './shape-error.ts';
import { ValueMap } from './value-map.ts';
import { formatShape, sameShape, type ValueId, type ValueType } from './value.ts';

const formatType = ({ shape, dtype }: ValueType): string => `${dtype} ${formatShape(shape)}`;

type Types = ReadonlyMap<ValueId, ValueType>;
type Rule = (inputs: readonly ValueType[], attributes: Operation['attributes']) => readonly ValueType[];

/**
 * What is wrong with a program, in one sentence each; empty where it is sound. Checks that values are defined once and
 * before they are used, that types follow from the shape rules, and that commits, losses and probes name what is there.
 */
export function verifyProgram(program: Program): string[] {
  const nonJson = findNonJson(program);
  if (nonJson) return [`${nonJson} is not JSON`];
  const problems: string[] = [];
  const kept = new Map<ValueId, ValueType>();
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
    const [to, from] = [kept.get(target), values(value)];
    if (!to) problems.push(`a commit writes ${target}, which is neither weight nor state`);
    if (!from) problems.push(`a commit to ${target} takes ${value}, which nothing defines`);
    if (to && from && !sameShape(to.shape, from.shape)) {
      problems.push(`a commit puts ${formatShape(from.shape)} into ${target} of ${formatShape(to.shape)}`);
    }
    if (targets.has(target)) problems.push(`two commits write ${target}`);
    targets.add(target);
  }
  for (const { node, value } of program.losses) {
    if (values(value)?.shape.length !== 0) problems.push(`the loss of ${node} is not a scalar`);
  }
  for (const { weight, value } of program.gradients) {
    const [of, gradient] = [kept.get(weight), values(value)];
    if (!of || !gradient || !sameShape(of.shape, gradient.shape)) {
      problems.push(`the gradient of ${weight} is missing or of another shape`);
    }
  }
  for (const { node, source } of program.probes) {
    if (source.kind === 'batch') {
      for (const { value } of source.values) {
        if (!values(value)) problems.push(`probe ${node} looks at ${value}, which nothing defines`);
      }
    } else if (!verifyBlock(source.block, kept, problems)(source.features)) {
      problems.push(`probe ${node} looks at ${source.features}, which nothing defines`);
    }
  }
  return problems;
}

/** Finds the types of all values of a block, and of those that are there before it runs. */
function verifyBlock(block: Block, kept: Types, problems: string[]): (id: ValueId) => ValueType | undefined {
  const own = new ValueMap<ValueType>();
  const typeOf = (id: ValueId) => own.get(id) ?? kept.get(id);
  const define = (id: ValueId, type: ValueType) => {
    if (typeOf(id)) problems.push(`${id} is defined twice`);
    own.set(id, type);
  };
  for (const { id, type } of block.feeds) define(id, type);
  for (const operation of block.operations) {
    const { name, inputs, outputs, types } = operation;
    const known = inputs.map(typeOf);
    if (known.includes(undefined)) {
      const missing = inputs.filter((id) => !typeOf(id));
      problems.push(`${name} of ${operation.origin} uses ${missing.join(', ')} before it is defined`);
    } else {
      checkTypes(operation, known as ValueType[], problems);
    }
    for (let i = 0; i < outputs.length; i++) {
      const type = types[i];
      if (type) define(outputs[i]!, type);
    }
  }
  return typeOf;
}

function checkTypes(operation: Operation, inputs: readonly ValueType[], problems: string[]): void {
  const { name, origin, outputs, types } = operation;
  let expected: readonly ValueType[];
  try {
    expected = (SHAPE_RULES[name] as Rule)(inputs, operation.attributes);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    problems.push(`${name} of ${origin} does not fit: ${error.message}`);
    return;
  }
  const [defines, gives] = [outputs.length, expected.length];
  if (gives !== defines || types.length !== defines) {
    problems.push(`${name} defines ${defines} values, types ${types.length} and gives ${gives}`);
    return;
  }
  for (let i = 0; i < defines; i++) {
    const [is, should] = [types[i]!, expected[i]!];
    if (sameShape(is.shape, should.shape) && is.dtype === should.dtype) continue;
    problems.push(`${outputs[i]!} is ${formatType(is)}, but ${name} gives ${formatType(should)}`);
  }
}
