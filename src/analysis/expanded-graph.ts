import type { CompileOptions } from '../compiler/compile-options.ts';
import { withComposites } from '../compiler/composite-registry.ts';
import { expand, type Expansion } from '../compiler/expand.ts';
import { passOver } from '../compiler/pass-over.ts';
import { resolve } from '../compiler/resolve.ts';
import type { ResolvedGraph } from '../compiler/resolved-graph.ts';
import { applyPreset } from '../document/presets.ts';
import type { Composites, Graph, ParamValue, UnlabelDocument } from '../document/schema.ts';
import type { Registry } from '../spec/registry.ts';

/** A stage's drawing as the compiler sees it: without composite and bypassed nodes. */
export interface ExpandedGraph {
  readonly graph: Graph;
  readonly resolved: ResolvedGraph;
  readonly expansion: Expansion;
  /** The drawing on the canvas it came from. */
  readonly drawn: Graph;
  readonly composites: Composites;
  /** All params of a node, defaults and overrides included. */
  params(node: string): Readonly<Record<string, ParamValue>>;
}

/** Null where the preset is unknown or the drawing contains itself. */
export function expandedGraph(
  document: UnlabelDocument,
  registry: Registry,
  { preset, stage, overrides }: CompileOptions,
): ExpandedGraph | null {
  const overlaid = preset === undefined ? null : applyPreset(document, preset);
  if (overlaid && !overlaid.ok) return null;
  const { stages, composites } = overlaid?.value ?? document;
  const drawn = (stages.find(({ id }) => id === stage) ?? stages[0]!).graph;
  const expanded = expand(drawn, composites, overrides);
  if ('refused' in expanded) return null;
  const expansion = passOver(expanded, withComposites(registry, composites));
  const { graph } = expansion;
  const resolved = resolve(graph, registry, expansion.overrides).graph;
  const params = (node: string) =>
    (resolved.nodes.get(node)?.params ?? {}) as Readonly<Record<string, ParamValue>>;
  return { graph, resolved, expansion, drawn, composites, params };
}
