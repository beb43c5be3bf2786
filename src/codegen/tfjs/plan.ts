import { groupBy } from '../../base/group-by.ts';
import { compile, type CompileOptions } from '../../compiler/compile.ts';
import { traceDrawing } from '../../compiler/trace-drawing.ts';
import { weightGroups, type UpdateGroup } from '../../compiler/weight-groups.ts';
import type { ResolvedEdge, ResolvedNode } from '../../compiler/resolve.ts';
import { failure, success } from '../../base/outcome.ts';
import { hasErrors, type Checked } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Operation } from '../../ir/operation.ts';
import type { Feed, Program } from '../../ir/program.ts';
import type { ValueId } from '../../ir/value.ts';
import type { Registry } from '../../spec/registry.ts';
import type { Signal } from '../../spec/node-context.ts';

/** An optimiser with the groups of weights it treats alike. */
export interface PlannedOptimiser {
  readonly node: ResolvedNode;
  /** Node that computes what it minimises. */
  readonly lossNode: string;
  readonly loss: ValueId;
  readonly groups: readonly UpdateGroup[];
  /** Ids of its weights, in the order of their gradients. */
  readonly weights: readonly ValueId[];
}

/** A drawing as its exported code is made from: what each node computes, and what happens to weights and states. */
export interface ExportPlan {
  readonly document: UnlabelDocument;
  readonly program: Program;
  /** Nodes that compute something, each behind those it reads from. */
  readonly nodes: readonly ResolvedNode[];
  /** Wires that end at a node, by its id. */
  readonly into: ReadonlyMap<string, readonly ResolvedEdge[]>;
  /** By `node.port`. */
  readonly signals: ReadonlyMap<string, Signal>;
  /** Operations of the forward pass by the node they come from. */
  readonly operations: ReadonlyMap<string, readonly Operation[]>;
  readonly feeds: ReadonlyMap<ValueId, Feed>;
  /** States and what they become, as the forward pass left them. */
  readonly commits: readonly { readonly target: ValueId; readonly value: ValueId; readonly origin: string }[];
  /** Values by which the forward pass reads weights that moved before it; and which weights these are. */
  readonly moved: ReadonlyMap<ValueId, ValueId>;
  /** What each follower's tensor follows. */
  readonly sources: ReadonlyMap<ValueId, ValueId>;
  readonly optimisers: readonly PlannedOptimiser[];
  /** Ids of the followers' nodes in the order in which they move, before the forward pass and after the step. */
  readonly followers: { readonly before: readonly ResolvedNode[]; readonly after: readonly ResolvedNode[] };
  /** Values through which gradient may flow. */
  readonly carrying: ReadonlySet<ValueId>;
}

/** Operations that hand no gradient on, whatever comes in. */
const CUTS = new Set<Operation['name']>([
  'stopGradient',
  'greater',
  'equal',
  'step',
  'sign',
  'floor',
  'argMax',
  'oneHot',
]);

/** Fails with what the compiler says of the drawing. */
export function planExport(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Checked<ExportPlan> {
  const { program, diagnostics } = compile(document, registry, options);
  if (!program) return failure(diagnostics.filter((diagnostic) => diagnostic.severity === 'error'));
  const traced = traceDrawing(document, registry, options);
  if ('refused' in traced || hasErrors(traced.diagnostics))
    return failure('refused' in traced ? traced.refused : traced.diagnostics);
  const { graph, trace, signals, order } = traced;
  const { declarations, builder, feeds, early } = trace;

  const moved = new Map([...early].map(([own, tensor]) => [tensor.id, own]));
  const sources = new Map(
    [...declarations.weights.values(), ...declarations.states.values()].flatMap(({ id, source }) =>
      source === undefined ? [] : [[id, source] as const],
    ),
  );
  const trainedBy = new Map(program.commits.map(({ target, origin }) => [target, origin]));
  const optimisers = program.losses.map(({ node, optimiser }): PlannedOptimiser => {
    const found = graph.nodes.get(optimiser)!;
    const part = found.spec.optimiser!;
    const weights = program.gradients
      .map(({ weight }) => weight)
      .filter((id) => trainedBy.get(id) === optimiser);
    const trained = weights.map((id) => {
      const weight = program.weights.find((one) => one.id === id)!;
      return { weight, gradient: { id: 'gradient', shape: weight.shape, dtype: 'float32' as const } };
    });
    const groups = weightGroups(part, found.params, trace.steps, trained);
    const wire = graph.edges.find(({ to }) => to.node === optimiser)!;
    const loss = signals.get(`${wire.from.node}.${wire.from.port}`)!.tensor.id;
    return { node: found, lossNode: node, loss, groups, weights };
  });

  const isFollower = ({ spec }: ResolvedNode): boolean => spec.follow?.next !== undefined;
  const moves = [...new Set(program.commits.map(({ origin }) => origin))]
    .map((id) => graph.nodes.get(id))
    .filter((node): node is ResolvedNode => node !== undefined && isFollower(node));
  const early_ = (node: ResolvedNode): boolean => node.spec.follow!.timing(node.params) === 'beforeForward';

  return success({
    document,
    program,
    nodes: order.map((id) => graph.nodes.get(id)!).filter(({ spec }) => spec.forward),
    into: groupBy(graph.edges, ({ to }) => to.node),
    signals,
    operations: groupBy(builder.operations, ({ origin }) => origin),
    feeds,
    commits: trace.commits,
    moved,
    sources,
    optimisers,
    followers: { before: moves.filter(early_), after: moves.filter((node) => !early_(node)) },
    carrying: carryingValues(builder.operations, new Set(program.gradients.map(({ weight }) => weight))),
  });
}

function carryingValues(operations: readonly Operation[], trained: ReadonlySet<ValueId>): Set<ValueId> {
  const carrying = new Set(trained);
  for (const { name, inputs, outputs } of operations)
    if (!CUTS.has(name) && inputs.some((id) => carrying.has(id))) carrying.add(outputs[0]!);
  return carrying;
}
