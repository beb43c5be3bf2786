import { diagnose, hasErrors, type Checked } from '../diagnostics/diagnostic.ts';
import { failure, success } from '../base/outcome.ts';
import type { Block, Feed } from '../ir/program.ts';
import { ShapeError } from '../ir/shape-error.ts';
import type { ValueId, ValueType } from '../ir/value.ts';
import type { Signal } from '../spec/node-context.ts';
import type { NodeSpec } from '../spec/node-spec.ts';
import { portsOf } from '../spec/ports-of.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import { Builder } from './builder.ts';
import { Declarations } from './declarations.ts';
import { enterViews, isViewSet, leaveViews } from './fixture-views.ts';
import { differentiate } from './gradients/differentiate.ts';
import { optimise } from './optimise.ts';
import { resolveParams } from './resolve-params.ts';
import { ownWeights } from './resolved-graph.ts';
import { Refusal, traceContext } from './trace-context.ts';
import type { Trace } from './trace.ts';

/** One node alone, on tensors given by name, with the gradients of its outputs. */
export interface CompiledFixture {
  /** Feeds are `given`: inputs, states and `cotangent` by their name. */
  readonly block: Block;
  readonly outputs: Readonly<Record<string, ValueId>>;
  /** Of the sum of all outputs, or of Σ output · cotangent, by input; inputs that get none are missing. */
  readonly gradients: Readonly<Record<string, ValueId>>;
  /** What commit leaves behind, by name of the state. */
  readonly states: Readonly<Record<string, ValueId>>;
}

/**
 * Compiles a node type for tensors of the given types. States are given by name too; so is an optional `cotangent`.
 * Vectors with another axis before that of the batch are sets of views; what becomes of them is given back in that form.
 */
export function compileFixture(
  spec: NodeSpec,
  rawParams: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, ValueType>>,
  states: Readonly<Record<string, ValueType>> = {},
): Checked<CompiledFixture> {
  const { params, diagnostics } = resolveParams('node', spec, rawParams);
  if (diagnostics.length > 0) return failure(diagnostics);
  if (!spec.forward)
    return failure([diagnose('RUN_BAD_FIXTURE', { detail: `${spec.id} computes no output` })]);

  const given = new Map<string, Feed>();
  const tensors = new Map<string, Tensor>();
  for (const [name, { shape, dtype }] of [...Object.entries(inputs), ...Object.entries(states)]) {
    const id = `node.${name}`;
    given.set(id, { id, type: { shape, dtype }, origin: 'node', source: { kind: 'given', name } });
    tensors.set(name, { id, shape, dtype });
  }
  const ports = portsOf(spec, params);
  const missing = ports.inputs.find(({ name, optional }) => !optional && !tensors.has(name));
  if (missing)
    return failure([diagnose('RUN_BAD_FIXTURE', { detail: `its input “${missing.name}” is missing` })]);

  const viewSets = new Set(
    ports.inputs
      .filter((port) => inputs[port.name] && isViewSet(port, inputs[port.name]!))
      .map(({ name }) => name),
  );
  const [first] = Object.entries(inputs);
  const builder = new Builder();
  const trace: Trace = {
    mode: 'train',
    builder,
    declarations: new Declarations(),
    feeds: given,
    commits: [],
    early: new Map(),
    reports: [],
    batchSize: first?.[1].shape[viewSets.has(first[0]) ? 1 : 0] ?? 1,
    steps: 1,
    dataset: undefined,
  };
  const context = traceContext(trace, { id: 'node', weights: ownWeights('node'), params }, (port) => {
    const tensor = tensors.get(port);
    if (!tensor) return [];
    return [viewSets.has(port) ? enterViews(builder, tensor) : { tensor, views: 1 }];
  });
  let signals: Readonly<Record<string, Signal>>;
  try {
    signals = builder.within('node', 'forward', () => spec.forward!(context));
  } catch (error) {
    if (error instanceof Refusal) return failure([error.diagnostic]);
    if (error instanceof ShapeError) return failure([diagnose('SHAPE_MISMATCH', { problem: error.message })]);
    throw error;
  }

  if (hasErrors(trace.reports)) return failure(trace.reports);

  const results = Object.entries(signals).map(([name, signal]) => {
    const port = ports.outputs.find((output) => output.name === name);
    return [name, leaveViews(builder, signal, port, viewSets)] as const;
  });
  const cotangent = tensors.get('cotangent');
  const targets = results.map(([, tensor]) => {
    const ones = builder.broadcastTo(builder.constant(1), tensor.shape);
    return {
      target: tensor,
      seed: cotangent && cotangent.shape.join() === tensor.shape.join() ? cotangent : ones,
    };
  });
  const sources = new Set(
    Object.entries(inputs)
      .filter(([name, { dtype }]) => dtype === 'float32' && name !== 'cotangent')
      .map(([name]) => `node.${name}`),
  );
  const leaves = trace.declarations.leaves([...given.values()]);
  const { gradients } = differentiate(builder, leaves, targets, sources);

  const named = {
    outputs: results.map(([name, { id }]) => [name, id] as const),
    gradients: [...gradients].map(([id, { id: value }]) => [id.slice('node.'.length), value] as const),
    states: trace.commits.map(({ target, value }) => [target.slice('node.'.length), value] as const),
  };
  const roots = Object.values(named).flatMap((entries) => entries.map(([, value]) => value));
  const { block, renamed } = optimise({ feeds: [...given.values()], operations: builder.operations }, roots);
  const byName = (entries: readonly (readonly [string, ValueId])[]) =>
    Object.fromEntries(entries.map(([name, value]) => [name, renamed(value)]));
  return success({
    block,
    outputs: byName(named.outputs),
    gradients: byName(named.gradients),
    states: byName(named.states),
  });
}
