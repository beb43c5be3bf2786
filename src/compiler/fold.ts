import type { Diagnostic, Fix, Location } from '../diagnostics/diagnostic.ts';
import type { Composites, Graph } from '../document/schema.ts';
import type { Wire } from '../ir/program.ts';
import { sizeOf } from '../ir/value.ts';
import type { Compilation, GradientFlow, WeightsFate } from './compilation.ts';
import type { Declarations } from './declarations.ts';
import type { Expansion } from './expand.ts';
import { outerNode, outerParam, outerPort } from './outer-place.ts';
import type { ResolvedGraph } from './resolve.ts';

/** What is needed to say of the drawing what was found out about its expansion. */
interface Folding {
  /** The drawing as it stands on the canvas. */
  readonly graph: Graph;
  readonly composites: Composites;
  readonly expansion: Expansion;
  readonly resolved: ResolvedGraph;
  readonly declarations: Declarations;
}

/**
 * Pass behind all others: what was found out about inner nodes is said of the composite nodes on the canvas. Diagnostics
 * name the inner node in their message; wires of the canvas have their own ids. The program keeps its inner names.
 */
export function fold(compilation: Compilation, folding: Folding): Compilation {
  const { drawn } = folding.expansion;
  if (folding.expansion.graph === folding.graph) return compilation;
  const { diagnostics, wires, gradient, program } = compilation;
  return {
    diagnostics: diagnostics.map((diagnostic) => foldDiagnostic(diagnostic, folding)),
    wires: new Map(
      [...wires].flatMap(([id, wire]): [string, Wire][] => {
        const edge = drawn.get(id);
        return edge === undefined ? [] : [[edge, { ...wire, edge }]];
      }),
    ),
    gradient: {
      edges: foldFlow(gradient.edges, drawn),
      weights: foldFate(gradient.weights),
    },
    parameters: foldParameters(compilation.parameters, folding),
    program,
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
  const wire = edge === undefined ? undefined : (expansion.drawn.get(edge) ?? whole(edge));
  return {
    ...rest,
    ...(node !== undefined && { node: outerNode(node) }),
    ...(place !== undefined && { port: place }),
    ...(wire !== undefined && { edge: wire }),
    ...(name !== undefined && { param: name }),
  };
}

/** An edge that is on the canvas, as it stands there. */
function whole(edge: string): string | undefined {
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
  const edge = expansion.drawn.get(fix.edge) ?? whole(fix.edge);
  return edge === undefined ? undefined : { ...fix, edge };
}

/** A wire that leads to several inner inputs says the most of what they say. */
function foldFlow(
  flows: ReadonlyMap<string, GradientFlow>,
  drawn: ReadonlyMap<string, string>,
): Map<string, GradientFlow> {
  const rank = ['forward', 'cut', 'gradient'] as const;
  const folded = new Map<string, GradientFlow>();
  for (const [id, flow] of flows) {
    const edge = drawn.get(id);
    if (edge === undefined) continue;
    const known = folded.get(edge);
    if (known === undefined || rank.indexOf(flow) > rank.indexOf(known)) folded.set(edge, flow);
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
