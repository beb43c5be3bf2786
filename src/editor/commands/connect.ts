import { edgeId, type GraphEdge } from '../../document/schema.ts';
import { stageOf } from '../store/content.ts';
import type { Command } from './command.ts';

/** Draws a wire; wires that it takes the place of go in the same step. */
export function connect(wire: GraphEdge, replaced: readonly string[] = []): Command {
  const gone = new Set(replaced);
  return {
    name: `Connect ${edgeId(wire)}`,
    apply: ({ document }) => {
      const { graph } = stageOf(document);
      if (graph.edges.some((edge) => gone.has(edgeId(edge)))) {
        graph.edges = graph.edges.filter((edge) => !gone.has(edgeId(edge)));
      }
      if (!graph.edges.some((edge) => edgeId(edge) === edgeId(wire))) graph.edges.push({ ...wire });
    },
  };
}
