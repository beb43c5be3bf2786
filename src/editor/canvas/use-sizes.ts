import { useStoreApi } from '@xyflow/react';
import { useEffect, useLayoutEffect, useMemo } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { useServices } from '../editor-context.tsx';
import { isMany } from './detail.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import type { FlowState } from './flow-store.ts';
import { cardShape, oneOfEach, sizedLikeTwins } from './twin-sizes.ts';

/** Where so many nodes have no size, one of each shape is measured: hundreds of whole cards take seconds. */
export const isUnsized = (nodes: readonly FlowNode[]): boolean =>
  isMany(nodes.reduce((count, { measured }) => count + (measured ? 0 : 1), 0));

/**
 * The nodes that React Flow is to draw by now: where a large drawing is opened, one of each shape first, and all of them once
 * these have been measured, as large as their like.
 */
export function useSizes(flow: StoreApi<FlowState>, nodes: FlowNode[]): FlowNode[] {
  const { store, drawing } = useServices();
  const internals = useStoreApi<FlowNode, FlowEdge>();
  const shown = useMemo(
    () => (isUnsized(nodes) ? oneOfEach(nodes, cardShape(drawing(store.getState().content))) : nodes),
    [nodes, drawing, store],
  );
  useLayoutEffect(() => {
    if (shown.length === nodes.length) return;
    const { nodeLookup } = internals.getState();
    const sized = sizedLikeTwins(
      nodes,
      cardShape(drawing(store.getState().content)),
      (id) => nodeLookup.get(id)?.internals.handleBounds,
    );
    if (sized !== nodes) flow.setState({ nodes: sized });
  }, [shown, nodes, flow, internals, drawing, store]);
  useEffect(() => forgetPorts(internals.getState().nodeLookup, nodes), [internals, nodes]);
  return shown;
}

/** React Flow has taken the ports over; what stays on a node would stand above what is measured later. */
function forgetPorts(
  lookup: ReadonlyMap<string, { readonly internals: { readonly userNode: FlowNode } }>,
  nodes: readonly FlowNode[],
): void {
  for (const node of nodes) {
    const known = lookup.get(node.id)?.internals.userNode;
    if (!node.handles || !known?.handles) continue;
    delete node.handles;
    delete known.handles;
  }
}
