import { ReactFlow, ReactFlowProvider, type Viewport } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { flowEdges, flowNodes } from '../canvas/flow-elements.ts';
import type { FlowEdge, FlowNode } from '../canvas/flow-types.ts';
import { EDGE_TYPES, NODE_TYPES } from '../canvas/node-types.ts';
import { EditorProvider, useServices } from '../editor-context.tsx';
import { NOTHING_SELECTED } from '../store/editor-store.ts';
import type { Side } from './comparison.ts';
import type { MorphedNode } from './morph.ts';
import { sideServices } from './side-services.ts';

/** Below this zoom a card shows its title alone, as on the window's own canvas. */
const FAR = 0.5;

interface SideCanvasProps {
  readonly label: string;
  readonly side: Side;
  /** Where its nodes stand now, and how much can be seen of them. */
  readonly nodes: readonly MorphedNode[];
  readonly selected: string | null;
  readonly viewport: Viewport;
  readonly onViewport: (viewport: Viewport) => void;
}

/** A drawing that can be looked at and not changed, in the same cards and wires as the window's own. */
export function SideCanvas({ label, side, nodes, selected, viewport, onViewport }: SideCanvasProps) {
  const services = useServices();
  const { content, marks } = side;
  const own = useMemo(() => sideServices(services, content), [services, content]);
  const [measured, setMeasured] = useState<ReadonlyMap<string, FlowNode['measured']>>(new Map());
  const cards = useMemo(
    () => flowNodes([], content, NOTHING_SELECTED).filter(({ type }) => type === 'card'),
    [content],
  );
  const edges = useMemo(() => flowEdges([], content, NOTHING_SELECTED), [content]);
  const now = new Map(nodes.map((node) => [node.id, node]));
  const opacity = (id: string): number => now.get(id)?.opacity ?? 1;
  const shown = cards.map((card): FlowNode => {
    const { x, y } = now.get(card.id) ?? card.position;
    const mark = marks.get(card.id);
    const size = measured.get(card.id);
    return {
      ...card,
      position: { x, y },
      selected: card.id === selected,
      style: { opacity: opacity(card.id) },
      ...(size && { measured: size }),
      ...(mark && { className: `compare-${mark}`, ariaLabel: `${card.id}: ${mark}` }),
    };
  });
  const wires = edges.map((edge): FlowEdge => ({
    ...edge,
    style: { opacity: Math.min(opacity(edge.source), opacity(edge.target)) },
    className: opacity(edge.source) * opacity(edge.target) < 0.05 ? 'compare-gone' : '',
  }));
  return (
    <section className="canvas compare-canvas" aria-label={label} data-far={viewport.zoom < FAR || undefined}>
      <EditorProvider value={own}>
        <ReactFlowProvider>
          <ReactFlow<FlowNode, FlowEdge>
            nodes={shown}
            edges={wires}
            nodeTypes={NODE_TYPES}
            edgeTypes={EDGE_TYPES}
            viewport={viewport}
            onViewportChange={onViewport}
            onNodesChange={(changes) => {
              const sizes = changes.flatMap((change) =>
                change.type === 'dimensions' && change.dimensions
                  ? [[change.id, change.dimensions] as const]
                  : [],
              );
              if (sizes.length > 0) setMeasured((before) => new Map([...before, ...sizes]));
            }}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            deleteKeyCode={null}
            minZoom={0.05}
            maxZoom={2}
            attributionPosition="top-right"
          />
        </ReactFlowProvider>
      </EditorProvider>
    </section>
  );
}
