import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import { edgeId, splitEndpoint } from '../../document/schema.ts';
import { useEditor } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';

/** How many views of each image leave a node: as the wires say, where one does; else as its own parameters do. */
export function useExpectedViews({ id, params }: ResolvedNode): number {
  const wired = useEditor(({ compilation, content }) => {
    const edge = graphOf(content).edges.find(({ from }) => splitEndpoint(from).node === id);
    return edge && compilation?.wires.get(edgeId(edge))?.views;
  });
  const own = params['views'];
  return wired ?? (typeof own === 'number' ? own : 1);
}
