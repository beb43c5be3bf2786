import { useStoreApi, type NodeProps } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { useStore } from 'zustand';
import { detailStore } from './detail.ts';
import { FarCard } from './FarCard.tsx';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import { FullCard } from './FullCard.tsx';

/** A node on the canvas. What has not been measured is drawn in full: a card's ports are measured where they stand on it. */
export const NodeCard = memo(function NodeCard({ id, selected, width, height }: NodeProps<FlowNode>) {
  const simple = useStore(detailStore, (state) => state.simple);
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const bounds = useMemo(
    () => (simple ? flow.getState().nodeLookup.get(id)?.internals.handleBounds : undefined),
    // what is measured while it is simple is what was measured before
    [simple, flow, id],
  );
  if (bounds && width !== undefined && height !== undefined) {
    return <FarCard id={id} selected={selected} width={width} height={height} bounds={bounds} />;
  }
  return <FullCard id={id} selected={selected} />;
});
