import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { traceEvaluation } from '../../compiler/evaluation.ts';
import { optimise } from '../../compiler/optimise.ts';
import type { TracedDrawing } from '../../compiler/trace-drawing.ts';
import type { Operation } from '../../ir/operation.ts';
import type { Block } from '../../ir/program.ts';
import type { ValueId } from '../../ir/value.ts';
import { extentOf, isOpen, type Extent, type OpenShape, type OpenType } from './extent.ts';
import type { InferenceGraph, InferenceOperation, Unlabelled } from './inference-graph.ts';
import { joinOperations } from './join-operations.ts';
import { labelOperations } from './label-operations.ts';

/** Two numbers of images with which nothing else in a network agrees by chance. */
const IMAGES = [251, 257] as const;
/** Operations that no other format has, and that only training needs. */
export const TRAINING_ONLY: readonly Operation['name'][] = [
  'batchNorm',
  'batchNormGradient',
  'colorJitter',
  'conv2dInputGradient',
  'conv2dKernelGradient',
  'maxPool2dGradient',
  'segmentSum',
];

/** The encoder that others take away: what the retrieval probe looks at, or the first one of the drawing. */
export function encoderOf({ graph, order }: TracedDrawing): string | null {
  const encoders = order.filter((id) => graph.nodes.get(id)!.spec.id.startsWith('encoder.'));
  const probed = graph.edges.filter(({ to }) => graph.nodes.get(to.node)?.spec.id === 'probe.retrieval');
  return encoders.find((id) => probed.some(({ from }) => from.node === id)) ?? encoders[0] ?? null;
}

/**
 * What a node's outputs are computed by from plain images, for any number of them: the node's own forward pass in evaluation,
 * traced with two numbers of images, and sizes that differ told apart from those that do not. Fails with EMIT_NOT_EXPORTED
 * where an output hangs on anything but each image and the weights.
 */
export function traceInference(traced: TracedDrawing, node: string): Checked<InferenceGraph> {
  const resolved = traced.graph.nodes.get(node);
  if (!resolved) {
    const known = [...traced.graph.nodes.values()].filter(({ spec }) => spec.forward).map(({ id }) => id);
    return refuse(node, `the drawing has no such node; it has ${known.join(', ')}`);
  }
  const ports = resolved.outputs.map(({ name }) => name).filter((name) => name !== 'weights');
  const both = IMAGES.map((images) => evaluationOf(traced, node, ports, images));
  const [first, second] = both as [Evaluation | null, Evaluation | null];
  if (!first || !second || ports.length === 0) return refuse(node, 'it computes nothing of images alone');

  const problem = feedProblem(first.block);
  if (problem) return failure([problem]);
  const [feed] = first.block.feeds;
  if (!feed) return refuse(node, 'it does not depend on the images');
  const [, height, width, channels] = feed.type.shape as [number, number, number, number];

  const leaves = new Map<ValueId, OpenType>([
    [feed.id, { shape: [{ perImage: 1 }, height, width, channels], dtype: 'float32' }],
  ]);
  const { weights, states } = traced.trace.declarations;
  const used = new Set(first.block.operations.flatMap(({ inputs }) => inputs));
  const parameters = [...weights.values(), ...states.values()].filter(({ id }) => used.has(id));
  for (const { id, shape } of parameters) leaves.set(id, { shape, dtype: 'float32' });

  const opened = openOperations(first.block.operations, second.block.operations, leaves);
  if (!opened.ok) return opened;
  const made = new Map(opened.value.map(({ output, type }) => [output, type]));
  // prototypes themselves, which a head gives too, are no output of the images
  const outputs = ports
    .map((port, i) => ({ port, value: first.outputs[i]! }))
    .filter(({ value }) => made.get(value)?.shape.some(isOpen));
  if (outputs.length === 0) return refuse(node, 'it does not depend on the images');
  const joined = joinOperations(
    opened.value,
    outputs.map(({ value }) => value),
    leaves,
  );
  const labels = labelOperations(joined, (id) => (weights.get(id) ?? states.get(id))?.set);
  const operations = joined.map(
    (operation, i) => ({ ...operation, label: labels[i]! }) as InferenceOperation,
  );
  const kept = new Set(operations.flatMap(({ inputs }) => inputs));
  return success({
    node,
    input: { id: feed.id, height, width, channels },
    parameters: parameters.filter(({ id }) => kept.has(id)).map(({ id, shape }) => ({ id, shape })),
    operations,
    outputs,
    types: new Map([...leaves, ...operations.map(({ output, type }) => [output, type] as const)]),
  });
}

interface Evaluation {
  readonly block: Block;
  readonly outputs: readonly ValueId[];
}

function evaluationOf(
  { graph, order, trace }: TracedDrawing,
  node: string,
  ports: readonly string[],
  batchSize: number,
): Evaluation | null {
  const { signals, block } = traceEvaluation(graph, order, node, trace, { batchSize, prefix: '%' });
  const ids = ports.map((port) => signals.get(`${node}.${port}`)?.tensor.id);
  if (ids.some((id) => id === undefined)) return null;
  const optimised = optimise(block, ids as string[]);
  return { block: optimised.block, outputs: (ids as string[]).map(optimised.renamed) };
}

function refuse(node: string, problem: string) {
  return failure([diagnose('EMIT_NOT_EXPORTED', { node, problem }, { node })]);
}

/** Anything but images that comes from outside. */
function feedProblem({ feeds }: Block): Diagnostic | null {
  for (const { source, origin } of feeds) {
    if (source.kind === 'dataset' && source.field === 'images') continue;
    const what = source.kind === 'dataset' ? `the dataset’s ${source.field}` : 'random numbers or the step';
    const problem = `it needs ${what}, which a program that is given images does not have`;
    return diagnose('EMIT_NOT_EXPORTED', { node: origin, problem }, { node: origin });
  }
  return null;
}

/** The operations for any number of images, from those for two. */
function openOperations(
  first: readonly Operation[],
  second: readonly Operation[],
  leaves: ReadonlyMap<ValueId, OpenType>,
): Checked<readonly Unlabelled[]> {
  const opened: Unlabelled[] = [];
  const shapes = new Map<ValueId, OpenShape>([...leaves].map(([id, { shape }]) => [id, shape]));
  for (const [i, operation] of first.entries()) {
    const { name, inputs, outputs, types, origin, attributes } = operation;
    const other = second[i];
    if (TRAINING_ONLY.includes(name))
      return refuse(origin, `${name} is not written for programs that only encode`);
    const shape = types[0]!.shape.map((size, axis) =>
      extentOf([size, other?.types[0]?.shape[axis] ?? 0], IMAGES),
    );
    const known = shape.every((extent) => extent !== null);
    if (other?.name !== name || !known || fixedPart(operation) !== fixedPart(other)) {
      return refuse(origin, 'what it computes of an image depends on how many images there are');
    }
    const type: OpenType = { shape: shape as Extent[], dtype: types[0]!.dtype };
    const problem = openProblem(operation, type, (id) => shapes.get(id));
    if (problem) return refuse(origin, problem);
    shapes.set(outputs[0]!, type.shape);
    opened.push({ name, inputs, output: outputs[0]!, attributes, type, origin } as Unlabelled);
  }
  return success(opened);
}

/** Why an operation cannot be said for a number of images that is not known. */
function openProblem(
  { name, inputs, attributes }: Operation,
  { shape }: OpenType,
  shapeOf: (id: ValueId) => OpenShape | undefined,
): string | null {
  const open = shape.filter(isOpen).length;
  if (name === 'constant' && open > 0) return 'it has a constant for each image of the batch';
  if (name === 'reshape' && open > 1) return 'it lays out values by the number of images more than once';
  if (name !== 'slice') return null;
  const before = shapeOf(inputs[0]!) ?? [];
  const cut = shape.some(
    (extent, axis) =>
      (isOpen(extent) || isOpen(before[axis]!)) &&
      (JSON.stringify(extent) !== JSON.stringify(before[axis]) || attributes.begin[axis] !== 0),
  );
  return cut ? 'it takes some of the images and leaves others' : null;
}

/** Attributes but those that say the output's shape, which is known for any number of images. */
function fixedPart({ attributes }: Operation): string {
  const isShape = (key: string, value: unknown) =>
    (key === 'shape' || key === 'size') && Array.isArray(value);
  return JSON.stringify(Object.entries(attributes).filter(([key, value]) => !isShape(key, value)));
}
