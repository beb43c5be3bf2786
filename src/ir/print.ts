import type { Initializer } from './initializer.ts';
import type { Operation } from './operation.ts';
import type { Block, FeedSource, Probe, Program } from './program.ts';
import { printData } from './print-data.ts';
import type { ValueType } from './value.ts';

/** What a line says, and a remark that is set in a column of its own behind it. */
type Line = readonly [text: string, remark?: string];

/**
 * A program as text, to be read and compared: a line for each weight, state, feed, operation, commit and probe with its
 * type (`f32[256,128]`), operations under the phase they belong to, and the node each of them comes from.
 */
export function printProgram(program: Program): string {
  const { dataset, batchSize, steps, weights, states, losses, gradients, commits, probes } = program;
  const lines = [
    `program: ${steps} steps of ${batchSize} images of ${dataset}`,
    ...section(
      'weights',
      weights.map(({ id, shape, initializer, role, decay }) => [
        `${id}: ${printType({ shape, dtype: 'float32' })}`,
        `${role}, ${decay ? 'with' : 'without'} decay, ${printInitializer(initializer)}`,
      ]),
    ),
    ...section(
      'states',
      states.map(({ id, shape, initializer }) => [
        `${id}: ${printType({ shape, dtype: 'float32' })}`,
        printInitializer(initializer),
      ]),
    ),
    ...printBlock(program.step),
    ...section(
      'losses',
      losses.map(({ node, optimiser, value }) => [`${node} = ${value}`, `minimised by ${optimiser}`]),
    ),
    ...section(
      'gradients',
      gradients.map(({ weight, value }) => [`∂loss/∂${weight} = ${value}`]),
    ),
    ...section(
      'commits',
      commits.map(({ target, value, origin }) => [`${target} ← ${value}`, origin]),
    ),
    ...probes.flatMap(printProbe),
  ];
  return `${lines.join('\n')}\n`;
}

function printBlock({ feeds, operations }: Block): string[] {
  const phases = [...new Set(operations.map(({ phase }) => phase))];
  return [
    ...section(
      'feeds',
      feeds.map(({ id, type, source, origin }) => [
        `${id}: ${printType(type)} = ${printSource(source)}`,
        origin,
      ]),
    ),
    ...phases.flatMap((phase) =>
      section(phase, operations.filter((operation) => operation.phase === phase).map(printOperation)),
    ),
  ];
}

function printOperation({ name, inputs, outputs, attributes, types, origin, alsoFor = [] }: Operation): Line {
  const results = outputs.map((id, i) => `${id}: ${types[i] ? printType(types[i]) : '?'}`);
  const options = printData(attributes);
  return [
    `${results.join(', ')} = ${name}${options ? `{${options}}` : ''}(${inputs.join(', ')})`,
    [origin, ...alsoFor].join(', '),
  ];
}

function printProbe({ node, measurement, every, params, source }: Probe): string[] {
  const options = printData(params);
  const head = `probe ${node}: ${measurement}${options ? `{${options}}` : ''} every ${every} steps`;
  if (source.kind === 'batch') {
    const values = source.values.map(({ value, views }) =>
      views === 1 ? value : `${value} (${views} views)`,
    );
    return ['', `${head} of ${values.join(', ')}`];
  }
  return [
    '',
    `${head} of ${source.features} over ${source.dataset}, ${source.batchSize} images at a time`,
    ...printBlock(source.block).map((line) => (line ? `  ${line}` : line)),
  ];
}

function printSource(source: FeedSource): string {
  switch (source.kind) {
    case 'dataset':
      return `${source.dataset}.${source.field}`;
    case 'draw':
      return `${printData(source.sampler)} from “${source.stream}”`;
    case 'schedule':
      return `schedule ${printData(source.schedule)}`;
    case 'given':
      return `given “${source.name}”`;
  }
}

function printInitializer(initializer: Initializer): string {
  return `from ${printData(initializer)}`;
}

/** `f32[2,3]`, and `f32[]` for a scalar. */
function printType({ shape, dtype }: ValueType): string {
  return `${dtype === 'float32' ? 'f32' : 'i32'}[${shape.join(',')}]`;
}

/** A heading and its lines, the remarks aligned; nothing where there are no lines. */
function section(title: string, lines: readonly Line[]): string[] {
  if (lines.length === 0) return [];
  const width = Math.max(
    ...lines.map(([text, remark]) => (remark ? text.length : 0)).filter((n) => n <= 100),
    0,
  );
  return [
    '',
    `${title}:`,
    ...lines.map(([text, remark]) => `  ${remark ? `${text.padEnd(width)}  # ${remark}` : text}`),
  ];
}
