import type { Diagnostic, Fix, Location } from '../diagnostics/diagnostic.ts';
import { splitEndpoint, type Composites, type Graph } from '../document/schema.ts';
import type { Wire } from '../ir/program.ts';
import { sizeOf } from '../ir/value.ts';
import type { Compilation, GradientFlow, WeightsFate } from './compilation.ts';
import type { Declarations } from './declarations.ts';
import type { Signals } from './infer.ts';
import type { Expansion } from './expand.ts';
import { outputKinds } from './kinds.ts';
import { wireFrom } from './wires.ts';
import { outerNode, outerParam, outerPort } from './outer-place.ts';
import type { ResolvedGraph } from './resolved-graph.ts';

/** What is needed to say of the drawing what was found out about its expansion. */
interface Folding {
  /** The drawing as it stands on the canvas. */
  readonly graph: Graph;
  readonly composites: Composites;
  readonly expansion: Expansion;
  readonly resolved: ResolvedGraph;
  readonly declarations: Declarations;
  readonly signals: Signals;
}

/**
 * Pass behind all others: what was found out about inner nodes is said of the composite nodes on the canvas, and what was
 * found out about wires joined over bypassed nodes of the wires drawn to and from them. Diagnostics name the inner node in
 * their message; wires of the canvas have their own ids. The program keeps its inner names.
 */
export function fold(compilation: Compilation, folding: Folding): Compilation {
  const { drawn, loose } = folding.expansion;
  if (folding.expansion.graph === folding.graph) return compilation;
  const { diagnostics, wires, gradient, program } = compilation;
  const kindOf = outputKinds(folding.resolved);
  return {
    diagnostics: diagnostics.map((diagnostic) => foldDiagnostic(diagnostic, folding)),
    wires: new Map([
      ...[...loose].flatMap(([edge, from]): [string, Wire][] => {
        const wire = wireFrom(kindOf, folding.signals, splitEndpoint(from), edge);
        return wire ? [[edge, wire]] : [];
      }),
      ...[...wires].flatMap(([id, wire]) =>
        (drawn.get(id) ?? []).map((edge): [string, Wire] => [edge, { ...wire, edge }]),
      ),
    ]),
    gradient: {
      edges: foldFlow(gradient.edges, folding.expansion),
      weights: foldFate(gradient.weights),
    },
    parameters: foldParameters(compilation.parameters, folding),
    program,
    drawn,
  };
}

export function foldDiagnostic(
  diagnostic: Diagnostic,
  folding: Pick<Folding, 'graph' | 'composites' | 'expansion'>,
): Diagnostic {
  const { at, related, fix, message, ...rest } = diagnostic;
  const inner = at.node?.includes('/') && !message.includes(at.node) ? at.node : undefined;
  const mended = fix && foldFix(fix, folding);
  return {
    ...rest,
    message: inner === undefined ? message : `In “${inner}”: ${message}`,
    at: foldLocation(at, folding),
    related: related.map((place) => foldLocation(place, folding)),
    ...(mended && { fix: mended }),
  };
}

function foldLocation(
  at: Location,
  { graph, composites, expansion }: Pick<Folding, 'graph' | 'composites' | 'expansion'>,
): Location {
  const { node, port, edge, param, ...rest } = at;
  const inside = node?.includes('/') ?? false;
  const place = inside && port !== undefined ? outerPort(graph, composites, node!, port) : port;
  const name = inside && param !== undefined ? outerParam(graph, composites, node!, param) : param;
  const wire = edge === undefined ? undefined : onCanvas(edge, expansion);
  return {
    ...rest,
    ...(node !== undefined && { node: outerNode(node) }),
    ...(place !== undefined && { port: place }),
    ...(wire !== undefined && { edge: wire }),
    ...(name !== undefined && { param: name }),
  };
}

/** The wire of the canvas that an edge ends with. */
function onCanvas(edge: string, { drawn }: Expansion): string | undefined {
  const known = drawn.get(edge);
  if (known) return known.at(-1);
  return edge.includes('/') ? undefined : edge;
}

/** A repair inside a composite node would change all nodes of its type: only what can be done on the canvas is offered. */
function foldFix(
  fix: Fix,
  { graph, composites, expansion }: Pick<Folding, 'graph' | 'composites' | 'expansion'>,
): Fix | undefined {
  if (fix.kind === 'setParam') {
    if (!fix.node.includes('/')) return fix;
    const param = outerParam(graph, composites, fix.node, fix.param);
    return param === undefined ? undefined : { ...fix, node: outerNode(fix.node), param };
  }
  const edge = onCanvas(fix.edge, expansion);
  return edge === undefined ? undefined : { ...fix, edge };
}

/** A wire that leads to several inner inputs says the most of what they say; none comes back on one that leads nowhere. */
function foldFlow(
  flows: ReadonlyMap<string, GradientFlow>,
  { drawn, loose }: Expansion,
): Map<string, GradientFlow> {
  const rank = ['forward', 'cut', 'gradient'] as const;
  const folded = new Map<string, GradientFlow>([...loose.keys()].map((edge) => [edge, 'forward']));
  for (const [id, flow] of flows) {
    for (const edge of drawn.get(id) ?? []) {
      const known = folded.get(edge);
      if (known === undefined || rank.indexOf(flow) > rank.indexOf(known)) folded.set(edge, flow);
    }
  }
  return folded;
}

/** Of a composite node what all its inner nodes with weights have in common. */
function foldFate(fates: ReadonlyMap<string, WeightsFate>): Map<string, WeightsFate> {
  const all = new Map<string, Set<WeightsFate>>();
  for (const [node, fate] of fates) {
    const outer = outerNode(node);
    all.set(outer, (all.get(outer) ?? new Set()).add(fate));
  }
  return new Map([...all].flatMap(([node, fate]) => (fate.size === 1 ? [[node, [...fate][0]!]] : [])));
}

/** Numbers in the weights that inner nodes use, each once. */
function foldParameters(
  counts: ReadonlyMap<string, number>,
  { resolved, declarations }: Folding,
): Map<string, number> {
  const folded = new Map<string, number>();
  const setsOf = new Map<string, Set<string>>();
  for (const { id, weights } of resolved.nodes.values()) {
    if (!id.includes('/')) {
      const count = counts.get(id);
      if (count !== undefined) folded.set(id, count);
      continue;
    }
    const outer = outerNode(id);
    setsOf.set(outer, (setsOf.get(outer) ?? new Set()).add(weights.id));
  }
  for (const [outer, sets] of setsOf) {
    let [count, some] = [0, false];
    for (const { set, shape } of declarations.weights.values()) {
      const held =
        set.follows?.source !== undefined && outerNode(set.node) === outer && set.node.includes('/');
      if (!sets.has(set.id) && !held) continue;
      some = true;
      count += sizeOf(shape);
    }
    if (some) folded.set(outer, count);
  }
  return folded;
}
