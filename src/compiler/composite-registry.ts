import { z } from 'zod';
import { compositeIdOf, compositeType, findComposite } from '../document/composites.ts';
import { splitEndpoint, type Composite, type Composites } from '../document/schema.ts';
import type { NodeSpec } from '../spec/node-spec.ts';
import { relabelled, type ParamsSchema } from '../spec/param.ts';
import type { InputPort, OutputPort, PortKind, Ports } from '../spec/port.ts';
import type { Registry } from '../spec/registry.ts';
import { resolve } from './resolve.ts';
import type { ResolvedGraph } from './resolved-graph.ts';

/**
 * The vocabulary with the drawing's own composite nodes, as the editor shows them: title, ports and params, read off
 * their insides. They have no `forward`: the compiler never meets them, because `expand` comes before it.
 */
export function withComposites(registry: Registry, composites: Composites): Registry {
  const known = new Map<string, NodeSpec | null>();
  const find = (type: string): NodeSpec | undefined => {
    const id = compositeIdOf(type);
    const composite = findComposite(composites, type);
    if (id === null || !composite) return registry.find(type);
    const done = known.get(id);
    if (done !== undefined) return done ?? undefined;
    // while it is looked into, it is not known: one that contains itself ends here
    known.set(id, null);
    const spec = compositeSpec(id, composite, extended);
    known.set(id, spec);
    return spec;
  };
  const extended: Registry = {
    find,
    get specs() {
      const own = Object.keys(composites).flatMap((id) => find(compositeType(id)) ?? []);
      return [...registry.specs, ...own];
    },
  };
  return extended;
}

function compositeSpec(id: string, composite: Composite, registry: Registry): NodeSpec {
  const inner = resolve(composite.graph, registry).graph;
  const ports: Ports = {
    inputs: composite.inputs.map((input) => inputPort(input, composite, inner)),
    outputs: composite.outputs.map((output) => outputPort(output, composite, inner)),
  };
  return {
    id: compositeType(id) as NodeSpec['id'],
    label: composite.title || id,
    summary: composite.summary || contents(inner),
    params: shownParams(composite, inner),
    ports: () => ports,
  };
}

function contents(inner: ResolvedGraph): string {
  const labels = [...inner.nodes.values()].map(({ spec }) => spec.label);
  return labels.length > 0 ? `Made of ${labels.join(', ')}.` : 'Made of nothing yet.';
}

function shownParams({ params }: Composite, inner: ResolvedGraph): ParamsSchema {
  const shown = params.flatMap(({ name, label, node, param }) => {
    const owner = inner.nodes.get(node);
    const schema = owner && Object.hasOwn(owner.spec.params.shape, param) && owner.spec.params.shape[param];
    return schema ? [[name, relabelled(schema, label, owner.params[param])] as const] : [];
  });
  return z.object(Object.fromEntries(shown));
}

/** Takes what all the inner inputs take; needed if one of them is. */
function inputPort(
  { name, label, to }: Composite['inputs'][number],
  { graph }: Composite,
  inner: ResolvedGraph,
): InputPort {
  const targets = to.flatMap((end) => {
    const { node, port } = splitEndpoint(end);
    const found = inner.nodes.get(node)?.inputs.find((other) => other.name === port);
    // what has a wire inside needs none from outside
    return found ? [{ ...found, fed: graph.edges.some((edge) => edge.to === end) }] : [];
  });
  const [first, ...others] = targets;
  const kinds = (first?.kinds ?? []).filter((kind) => others.every((other) => other.kinds.includes(kind)));
  return {
    name,
    label,
    kinds,
    summary: first?.summary ?? 'Leads nowhere.',
    ...(targets.every(({ optional, fed }) => optional || fed) && { optional: true }),
    ...(first && targets.every(({ multiple }) => multiple) && { multiple: true }),
  };
}

function outputPort(
  { name, label, from }: Composite['outputs'][number],
  composite: Composite,
  inner: ResolvedGraph,
): OutputPort {
  const { node, port } = splitEndpoint(from);
  const summary = inner.nodes.get(node)?.outputs.find((other) => other.name === port)?.summary;
  return { name, label, kind: kindOf(from, composite, inner), summary: summary ?? 'Comes from nowhere.' };
}

/** The kind of an inner output, or the input of the composite node it takes its kind from. */
function kindOf(
  from: string,
  composite: Composite,
  inner: ResolvedGraph,
  visited: ReadonlySet<string> = new Set(),
): PortKind | { readonly like: string } {
  const { node, port } = splitEndpoint(from);
  const kind = inner.nodes.get(node)?.outputs.find((other) => other.name === port)?.kind;
  if (typeof kind === 'string') return kind;
  // an input that no node has: nothing is known of the kind
  const unknown = { like: '' };
  if (!kind || visited.has(from)) return unknown;
  const input = `${node}.${kind.like}`;
  const source = composite.graph.edges.find(({ to }) => to === input)?.from;
  if (source !== undefined) return kindOf(source, composite, inner, new Set(visited).add(from));
  const shown = composite.inputs.find(({ to }) => to.includes(input));
  return shown ? { like: shown.name } : unknown;
}
