import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { compositeIdOf, findComposite } from '../document/composites.ts';
import type { Composites, Graph, GraphNode } from '../document/schema.ts';

/** As many as a graph without composite nodes may have. */
export const MAX_NODES = 5_000;
/** Each level makes the ids of nodes longer. */
export const MAX_LEVELS = 32;

interface Size {
  readonly nodes: number;
  readonly levels: number;
}

/** What became of one composite: its size, or why it has none. */
type Measured = Size | 'open' | Diagnostic;

/**
 * Why a graph cannot be unpacked: a composite that contains itself, more nodes than can be compiled, too many levels.
 * Counts without unpacking, each composite once, so a few composites that double each other cost nothing.
 */
export function refuseToUnpack(graph: Graph, composites: Composites): Diagnostic | null {
  const known = new Map<string, Measured>();
  const path: string[] = [];

  const measure = (id: string, type: string): Size | Diagnostic => {
    const done = known.get(id);
    if (done === 'open') {
      const circle = [...path.slice(path.indexOf(id)), id];
      const titles = circle.map((other) => composites[other]?.title || other);
      return diagnose('GRAPH_RECURSIVE_COMPOSITE', { titles });
    }
    if (done) return done;
    known.set(id, 'open');
    path.push(id);
    const inner = sum(findComposite(composites, type)!.graph);
    path.pop();
    const size = 'code' in inner ? inner : { nodes: inner.nodes, levels: inner.levels + 1 };
    known.set(id, size);
    return size;
  };

  /** A node with all that it stands for. */
  const whole = ({ type }: GraphNode): Size | Diagnostic => {
    const id = compositeIdOf(type);
    if (id === null || !findComposite(composites, type)) return { nodes: 1, levels: 0 };
    const size = measure(id, type);
    return 'code' in size ? size : { nodes: size.nodes + 1, levels: size.levels };
  };

  const sum = (level: Graph): Size | Diagnostic => {
    let [nodes, levels] = [0, 0];
    for (const node of level.nodes) {
      const size = whole(node);
      if ('code' in size) return size;
      nodes += size.nodes;
      levels = Math.max(levels, size.levels);
    }
    return { nodes, levels };
  };

  let [nodes, levels, largest] = [0, 0, { node: '', nodes: 0 }];
  for (const node of graph.nodes) {
    const size = whole(node);
    if ('code' in size) return { ...size, at: { node: node.id } };
    nodes += size.nodes;
    levels = Math.max(levels, size.levels);
    if (size.nodes > largest.nodes) largest = { node: node.id, nodes: size.nodes };
  }
  const at = { node: largest.node };
  if (nodes > MAX_NODES) return diagnose('GRAPH_TOO_LARGE', { limit: MAX_NODES, what: 'nodes' }, at);
  if (levels > MAX_LEVELS) return diagnose('GRAPH_TOO_LARGE', { limit: MAX_LEVELS, what: 'levels' }, at);
  return null;
}
