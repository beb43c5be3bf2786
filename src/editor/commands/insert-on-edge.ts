import { edgeId, splitEndpoint, type GraphEdge } from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import { graphOf, stageOf, type Content } from '../store/content.ts';
import { addNode } from './add-node.ts';
import type { Command } from './command.ts';
import { freshId } from './fresh-id.ts';

/**
 * A node between the two ends of a wire, which need not be drawn yet: its first input takes what came, its first output
 * gives it on. Null where the type is unknown or has no such ports.
 */
export function insertOnEdge(
  content: Content,
  registry: Registry,
  type: string,
  wire: GraphEdge,
): Command | null {
  const spec = registry.find(type);
  const ports = spec?.ports(spec.params.parse({}));
  const input = ports?.inputs.find((port) => !port.kinds.includes('weights'));
  const output = ports?.outputs.find((port) => port.kind !== 'weights');
  if (!input || !output) return null;
  const id = freshId(graphOf(content), type);
  const { positions } = content.document.view;
  const a = positions[splitEndpoint(wire.from).node] ?? { x: 0, y: 0 };
  const b = positions[splitEndpoint(wire.to).node] ?? { x: 0, y: 0 };
  const add = addNode({ id, type, position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 + 48 } }, [
    { from: wire.from, to: `${id}.${input.name}` },
    { from: `${id}.${output.name}`, to: wire.to },
  ]);
  return {
    name: `Insert ${id}`,
    apply: (draft) => {
      const { graph } = stageOf(draft.document);
      graph.edges = graph.edges.filter((edge) => edgeId(edge) !== edgeId(wire));
      add.apply(draft);
    },
  };
}
