import { compositeIdOf, compositeType, findComposite } from '../../document/composites.ts';
import type { Composite, Composites } from '../../document/schema.ts';
import { canonicalJson } from '../../ir/canonical-json.ts';
import { freshName } from './fresh-name.ts';

interface Merged {
  /** Composites that are not here yet, under ids that are free. */
  readonly added: Composites;
  /** What became of the types of the composites that came. */
  readonly types: ReadonlyMap<string, string>;
}

/**
 * Composites that come from elsewhere, beside those that are here: one that is here already is the same type, another one
 * of the same id gets an id of its own.
 */
export function mergeComposites(here: Composites, coming: Composites): Merged {
  const added: Composites = {};
  const types = new Map<string, string>();

  const settle = (id: string): void => {
    const type = compositeType(id);
    if (types.has(type)) return;
    // one that contains itself meets itself here; the compiler refuses it
    types.set(type, type);
    const composite = coming[id]!;
    for (const node of composite.graph.nodes) {
      const inner = compositeIdOf(node.type);
      if (inner !== null && findComposite(coming, node.type)) settle(inner);
    }
    const definition = retyped(composite, types);
    if (Object.hasOwn(here, id) && canonicalJson(here[id]) === canonicalJson(definition)) return;
    const name = freshName(
      Object.hasOwn(here, id) ? id.replace(/\d+$/, '').slice(0, 44) || 'block' : id,
      (other) => Object.hasOwn(here, other) || Object.hasOwn(added, other) || other in Object.prototype,
    );
    added[name] = definition;
    types.set(type, compositeType(name));
  };
  for (const id of Object.keys(coming)) settle(id);
  return { added, types };
}

function retyped(composite: Composite, types: ReadonlyMap<string, string>): Composite {
  const { graph } = composite;
  const nodes = graph.nodes.map((node) => ({ ...node, type: types.get(node.type) ?? node.type }));
  return { ...composite, graph: { ...graph, nodes } };
}
