import type { Composite, Composites, GraphNode, ParamValue } from './schema.ts';

const PREFIX = 'composite.';

/** The type of the nodes that stand for a composite's drawing. */
export function compositeType(id: string): string {
  return `${PREFIX}${id}`;
}

/** The id of the composite a node type names, whether or not there is one; null for all other types. */
export function compositeIdOf(type: string): string | null {
  return type.startsWith(PREFIX) ? type.slice(PREFIX.length) : null;
}

/** The drawing that a node of the type stands for. */
export function findComposite(composites: Composites, type: string): Composite | undefined {
  const id = compositeIdOf(type);
  return id !== null && Object.hasOwn(composites, id) ? composites[id] : undefined;
}

/** The nodes inside a composite node, with the values it gives to the params it shows. */
export function innerNodes(
  { graph, params }: Composite,
  values: Readonly<Record<string, ParamValue>>,
): GraphNode[] {
  const given = params.filter(({ name }) => Object.hasOwn(values, name));
  if (given.length === 0) return graph.nodes;
  return graph.nodes.map((node) => {
    const mine = given.filter((param) => param.node === node.id);
    if (mine.length === 0) return node;
    const own = mine.map(({ name, param }) => [param, values[name]!] as const);
    return { ...node, params: { ...node.params, ...Object.fromEntries(own) } };
  });
}

/**
 * The wires on an input in their order: those drawn inside, and among them, each group behind the `after`-th, those that
 * come in from outside.
 */
export function mergeWires<W>(
  inside: readonly W[],
  outside: readonly { readonly after: number; readonly wires: readonly W[] }[],
): W[] {
  const merged: W[] = [];
  for (let place = 0; place <= inside.length; place += 1) {
    for (const { after, wires } of outside) {
      if (Math.min(after, inside.length) === place) merged.push(...wires);
    }
    if (place < inside.length) merged.push(inside[place]!);
  }
  return merged;
}
