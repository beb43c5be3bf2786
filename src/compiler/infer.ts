import { groupBy } from '../base/group-by.ts';
import { finish, type Steps } from '../base/steps.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Phase } from '../ir/operation.ts';
import { ShapeError } from '../ir/shape-error.ts';
import type { Signal } from '../spec/node-context.ts';
import type { NodeSpec } from '../spec/node-spec.ts';
import { Refusal, traceContext } from './trace-context.ts';
import type { Trace } from './trace.ts';
import type { ResolvedEdge, ResolvedGraph, ResolvedNode } from './resolved-graph.ts';

/** Signals of all outputs that could be inferred, by `node.port`. */
export type Signals = ReadonlyMap<string, Signal>;

/**
 * Fourth pass: calls the forward function of every node in `order`, which writes its operations into the trace's builder
 * and gives its outputs' shapes; probes check what comes in. A node without its inputs is skipped: whoever withheld them
 * has been reported. It may be paused before each node.
 */
export function* inferInSteps(
  graph: ResolvedGraph,
  order: readonly string[],
  trace: Trace,
): Steps<{ signals: Signals; diagnostics: Diagnostic[] }> {
  const signals = new Map<string, Signal>();
  const diagnostics: Diagnostic[] = [];
  const into = groupBy(graph.edges, ({ to }) => to.node);

  for (const id of order) {
    yield;
    const node = graph.nodes.get(id)!;
    const { forward } = node.spec;
    const check = node.spec.probe?.check;
    if (!forward && !check) continue;
    const incoming = collectInputs(into.get(id) ?? [], node, signals);
    if (!incoming) continue;
    const context = traceContext(trace, node, (port) => incoming.get(port) ?? []);
    try {
      check?.(context);
      if (!forward) continue;
      const outputs = trace.builder.within(id, phaseOf(node.spec), () => forward(context));
      for (const [port, signal] of Object.entries(outputs)) signals.set(`${id}.${port}`, signal);
    } catch (error) {
      if (error instanceof Refusal) diagnostics.push(error.diagnostic);
      else if (error instanceof ShapeError)
        diagnostics.push(diagnose('SHAPE_MISMATCH', { problem: error.message }, { node: id }));
      else throw error;
    }
  }
  return { signals, diagnostics };
}

export const infer = (...drawing: Parameters<typeof inferInSteps>) => finish(inferInSteps(...drawing));

/** Signals by input port, or `null` where a required one is missing or a connected one could not be inferred. */
function collectInputs(
  edges: readonly ResolvedEdge[],
  node: ResolvedNode,
  signals: Signals,
): Map<string, Signal[]> | null {
  const incoming = new Map<string, Signal[]>();
  for (const { from, to } of edges) {
    if (from.port === 'weights') continue;
    const signal = signals.get(`${from.node}.${from.port}`);
    if (!signal) return null;
    incoming.set(to.port, [...(incoming.get(to.port) ?? []), signal]);
  }
  const complete = node.inputs.every(({ name, optional }) => optional || incoming.has(name));
  return complete ? incoming : null;
}

function phaseOf(spec: NodeSpec): Phase {
  if (spec.id.startsWith('augment.') || spec.id.startsWith('data.')) return 'views';
  return spec.id.startsWith('loss.') ? 'loss' : 'forward';
}
