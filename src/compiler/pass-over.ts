import { edgeId, splitEndpoint } from '../document/schema.ts';
import type { Registry } from '../spec/registry.ts';
import type { Expansion } from './expand.ts';
import { joinWires, sourceBehind } from './join-wires.ts';
import { resolve } from './resolve.ts';

/**
 * Pass behind `expand`: takes out the nodes that are bypassed and joins their wires, so that what comes in goes out
 * unchanged. `registry` knows the composite nodes, which are bypassed as a whole. A drawing with nothing bypassed is handed
 * on as it is.
 */
export function passOver(expansion: Expansion, registry: Registry): Expansion {
  const { graph } = expansion;
  const gone = bypassedNodes(expansion);
  if (gone.size === 0) return expansion;

  const resolved = resolve(graph, registry, expansion.overrides).graph;
  const joined = joinWires(graph, resolved, gone);
  const onCanvas = (id: string) => expansion.drawn.get(id) ?? (id.includes('/') ? [] : [id]);
  const drawn = new Map(joined.map(({ edge, along }) => [edgeId(edge), along.flatMap(onCanvas)]));

  const used = new Set(joined.flatMap(({ along }) => along));
  const behind = sourceBehind(graph, resolved, gone);
  const loose = new Map<string, string>();
  for (const edge of graph.edges) {
    if (used.has(edgeId(edge)) || !gone.has(splitEndpoint(edge.to).node)) continue;
    const source = behind(edge.from);
    if (source !== null) for (const id of onCanvas(edgeId(edge))) loose.set(id, source);
  }

  const overrides = Object.entries(expansion.overrides).filter(([path]) => !isIn(path, gone));
  return {
    ...expansion,
    graph: {
      nodes: graph.nodes.filter(({ id }) => !gone.has(id)),
      edges: joined.map(({ edge }) => edge),
    },
    overrides: Object.fromEntries(overrides),
    drawn,
    loose,
  };
}

/** Ids of the bypassed nodes; where two nodes share an id, that is to be mended first. */
function bypassedNodes({ graph }: Expansion): Set<string> {
  const bypassed = graph.nodes.filter((node) => node.bypassed).map(({ id }) => id);
  if (bypassed.length === 0) return new Set();
  const counts = new Map<string, number>();
  for (const { id } of graph.nodes) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Set(bypassed.filter((id) => counts.get(id) === 1));
}

/** Whether `node.param` is of one of the nodes, or of what is inside it. */
function isIn(path: string, nodes: ReadonlySet<string>): boolean {
  const { node } = splitEndpoint(path);
  const parts = node.split('/');
  return parts.some((_, i) => nodes.has(parts.slice(0, i + 1).join('/')));
}
