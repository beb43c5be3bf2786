import { withComposites } from '../../compiler/composite-registry.ts';
import { joinWires } from '../../compiler/join-wires.ts';
import { resolve } from '../../compiler/resolve.ts';
import type { ResolvedGraph } from '../../compiler/resolved-graph.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import { stageOf } from '../store/content.ts';

/** The drawing as it is trained and as a formula of it must read: without bypassed nodes, composite ones left whole. */
export function minimisedGraph(document: UnlabelDocument, registry: Registry): ResolvedGraph {
  const known = withComposites(registry, document.composites);
  const { graph } = stageOf(document);
  const resolved = resolve(graph, known).graph;
  const bypassed = new Set(graph.nodes.filter((node) => node.bypassed).map(({ id }) => id));
  if (bypassed.size === 0) return resolved;
  const nodes = graph.nodes.filter(({ id }) => !bypassed.has(id));
  const edges = joinWires(graph, resolved, bypassed).map(({ edge }) => edge);
  return resolve({ nodes, edges }, known).graph;
}
