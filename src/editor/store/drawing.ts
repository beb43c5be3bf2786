import { withComposites } from '../../compiler/composite-registry.ts';
import { outputKind } from '../../compiler/kinds.ts';
import { resolve } from '../../compiler/resolve.ts';
import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import {
  splitEndpoint,
  type Composites,
  type Graph,
  type GraphNode,
  type Preset,
} from '../../document/schema.ts';
import type { PortKind } from '../../spec/port.ts';
import type { Registry } from '../../spec/registry.ts';
import { effectiveDocument, graphOf, presetOf, stageOf, type Content } from './content.ts';

/** The drawing as the canvas shows it: what each node is, with its ports and effective parameters. */
export interface Drawing {
  /** The node with the active preset's type and parameters laid over its own. */
  readonly node: (id: string) => GraphNode | undefined;
  /** Undefined for nodes of unknown type. */
  readonly resolved: (id: string) => ResolvedNode | undefined;
  /** Whether other nodes are of the same type, so that its title does not tell it from them. */
  readonly hasTwins: (id: string) => boolean;
  /** The kind of an output given as `node.port`, where it is known. */
  readonly kind: (output: string) => PortKind | undefined;
  /** `node.port` of every input with a wire, and how many it has. */
  readonly taken: ReadonlyMap<string, number>;
}

function look(content: Content, registry: Registry): Drawing {
  const document = effectiveDocument(content);
  const { graph } = stageOf(document);
  const resolved = resolve(graph, withComposites(registry, document.composites)).graph;
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const taken = new Map<string, number>();
  const ofType = new Map<string, number>();
  for (const { type } of graph.nodes) ofType.set(type, (ofType.get(type) ?? 0) + 1);
  for (const { to } of graph.edges) taken.set(to, (taken.get(to) ?? 0) + 1);
  return {
    node: (id) => nodes.get(id),
    resolved: (id) => resolved.nodes.get(id),
    hasTwins: (id) => (ofType.get(nodes.get(id)?.type ?? '') ?? 0) > 1,
    kind: (output) => {
      const { node, port } = splitEndpoint(output);
      return outputKind(resolved, node, port);
    },
    taken,
  };
}

/** A function that gives the drawing of a content, and looks again only when the graph or the preset has changed. */
export function createDrawingView(registry: Registry): (content: Content) => Drawing {
  let graph: Graph | undefined;
  let preset: Preset | undefined;
  let composites: Composites | undefined;
  let drawing: Drawing | undefined;
  return (content) => {
    const same =
      graph === graphOf(content) &&
      preset === presetOf(content) &&
      composites === content.document.composites;
    if (!drawing || !same) {
      graph = graphOf(content);
      preset = presetOf(content);
      ({ composites } = content.document);
      drawing = look(content, registry);
    }
    return drawing;
  };
}
