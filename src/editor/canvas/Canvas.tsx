import {
  Background,
  BackgroundVariant,
  Controls,
  MiniMap,
  Panel,
  ReactFlow,
  useReactFlow,
  useStore as useFlowStore,
  type Connection,
  type FinalConnectionState,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useRef, useState, type DragEvent } from 'react';
import { useStore } from 'zustand';
import { applyFix } from '../commands/apply-fix.ts';
import { connect } from '../commands/connect.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { SelectionToolbar } from '../composites/SelectionToolbar.tsx';
import { useEditor, useServices } from '../editor-context.tsx';
import { PALETTE_MIME, useAddNode } from '../palette/use-add-node.ts';
import { graphOf } from '../store/content.ts';
import { NOTHING_SELECTED } from '../store/editor-store.ts';
import { closeCallout, showCallout } from './callouts.ts';
import { Callouts } from './Callouts.tsx';
import './canvas.css';
import { ConnectionWire } from './ConnectionWire.tsx';
import { planConnection, type Ends } from './connection.ts';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import type { FlowEdge, FlowNode } from './flow-elements.ts';
import { createFlowStore } from './flow-store.ts';
import { EDGE_TYPES, NODE_TYPES } from './node-types.ts';
import { useViewRequests } from './use-view-requests.ts';

/** Below this zoom a card's small print cannot be read: it shows its title alone, large. */
const FAR = 0.5;
const DELETE_KEYS = ['Delete', 'Backspace'];
const MULTI_KEYS = ['Shift', 'Control', 'Meta'];
const LABELS = {
  'node.a11yDescription.default': 'Enter selects the node, arrow keys move it, Delete removes it.',
  'edge.a11yDescription.default': 'Enter selects the wire, Delete removes it.',
};

/** The drawing: nodes, wires and everything done to them with the pointer. */
export function Canvas() {
  const { store, drawing, checkConnection, registry } = useServices();
  const [flow] = useState(() => createFlowStore(store));
  const nodes = useStore(flow, (state) => state.nodes);
  const edges = useStore(flow, (state) => state.edges);
  const { changeNodes, changeEdges, setDragging, follow } = flow.getState();
  useEffect(follow, [follow]);

  const { screenToFlowPosition } = useReactFlow<FlowNode, FlowEdge>();
  const addNode = useAddNode();
  const anchor = useRef<HTMLDivElement>(null);
  const moved = useRef<string | undefined>(undefined);
  const empty = useEditor((state) => graphOf(state.content).nodes.length === 0);
  const viewMoves = useViewRequests();
  const far = useFlowStore((state) => state.transform[2] < FAR);

  const plan = useCallback(
    (ends: Ends) => {
      const { content } = store.getState();
      return planConnection(graphOf(content), drawing(content), checkConnection, ends, moved.current);
    },
    [store, drawing, checkConnection],
  );

  const connectEnds = (ends: Connection) => {
    const planned = plan(ends);
    if (planned.ok) store.getState().run(connect(planned.wire, planned.replaced));
  };

  /** A wire let go over a port that does not take it: says why, where the pointer is. */
  const explain = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const { fromHandle, toHandle, isValid } = state;
    if (isValid !== false || !fromHandle || !toHandle || !anchor.current) return;
    const [a, b] = fromHandle.type === 'source' ? [fromHandle, toHandle] : [toHandle, fromHandle];
    if (a.type === b.type) {
      return showCallout(
        anchor.current,
        'A wire runs from an output to an input. Drop it on a port of the other side.',
      );
    }
    const planned = plan({
      source: a.nodeId,
      sourceHandle: a.id ?? null,
      target: b.nodeId,
      targetHandle: b.id ?? null,
    });
    if (planned.ok) return;
    const point = 'changedTouches' in event ? event.changedTouches[0] : event;
    anchor.current.style.left = `${point?.clientX ?? 0}px`;
    anchor.current.style.top = `${point?.clientY ?? 0}px`;
    const { message } = planned.reason;
    // there is no wire yet that could be deleted
    const fix = planned.reason.fix?.kind === 'removeEdge' ? undefined : planned.reason.fix;
    const apply = () => {
      const command = fix && applyFix(store.getState().content, registry, fix);
      if (command) store.getState().run(command);
      closeCallout();
    };
    showCallout(anchor.current, message, fix && { fix, apply });
  };

  const drop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(PALETTE_MIME);
    if (!type) return;
    event.preventDefault();
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    addNode(type, { x: x - 90, y: y - 20 });
  };

  return (
    <div className="canvas" data-far={far || undefined} aria-label="Drawing" role="region">
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={changeNodes}
        onEdgesChange={changeEdges}
        onNodeDragStart={() => setDragging(true)}
        onNodeDragStop={() => setDragging(false)}
        onSelectionDragStart={() => setDragging(true)}
        onSelectionDragStop={() => setDragging(false)}
        onDelete={({ nodes: n, edges: e }) =>
          store.getState().run(
            deleteElements(
              n.map(({ id }) => id),
              e.map(({ id }) => id),
            ),
          )
        }
        onPaneClick={() => store.getState().select(NOTHING_SELECTED)}
        isValidConnection={(ends) =>
          plan({ ...ends, sourceHandle: ends.sourceHandle ?? null, targetHandle: ends.targetHandle ?? null })
            .ok
        }
        onConnect={connectEnds}
        onConnectStart={closeCallout}
        onConnectEnd={explain}
        onReconnectStart={(_, edge) => (moved.current = edge.id)}
        onReconnect={(_, ends) => connectEnds(ends)}
        onReconnectEnd={() => (moved.current = undefined)}
        connectionLineComponent={ConnectionWire}
        connectionRadius={28}
        deleteKeyCode={DELETE_KEYS}
        multiSelectionKeyCode={MULTI_KEYS}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(PALETTE_MIME)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
        }}
        onDrop={drop}
        onMoveStart={viewMoves}
        minZoom={0.1}
        maxZoom={2.5}
        snapToGrid
        snapGrid={[10, 10]}
        elevateNodesOnSelect={false}
        ariaLabelConfig={LABELS}
        attributionPosition="top-right"
      >
        <Panel position="top-center">
          <SelectionToolbar />
        </Panel>
        <Background variant={BackgroundVariant.Dots} gap={20} size={2} />
        <Controls
          showInteractive={false}
          position="bottom-left"
          aria-label="Zoom"
          onZoomIn={() => viewMoves(true)}
          onZoomOut={() => viewMoves(true)}
        />
        {!empty && <MiniMap pannable zoomable position="bottom-right" ariaLabel="Overview of the drawing" />}
      </ReactFlow>
      {empty && <EmptyCanvas />}
      <div ref={anchor} className="canvas-anchor" />
      <Callouts />
    </div>
  );
}
