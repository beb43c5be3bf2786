import {
  Background,
  BackgroundVariant,
  Controls,
  MiniMap,
  Panel,
  ReactFlow,
  useNodesInitialized,
  useReactFlow,
  useStore as useFlowStore,
  useStoreApi,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, type DragEvent, type MouseEvent } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { isNote } from '../annotations/note-id.ts';
import { useAddPoint } from '../annotations/use-add-point.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { afterCanvas } from '../shell/after-canvas.ts';
import { nodeMenu } from '../shell/node-menu.ts';
import { gradientView } from '../gradient/gradient-view.ts';
import { pointAt } from '../formula/term-store.ts';
import { PALETTE_MIME, useAddNode } from '../palette/use-add-node.ts';
import { graphOf } from '../store/content.ts';
import { NOTHING_SELECTED } from '../store/editor-store.ts';
import { focusDrawing } from '../wiring/focus-drawing.ts';
import { useWireHand } from '../wiring/use-wire-hand.ts';
import { useWireTarget } from '../wiring/use-wire-target.ts';
import { wireDrag } from '../wiring/wire-drag.ts';
import { wireTarget } from '../wiring/wire-target.ts';
import { WireReason } from '../wiring/WireReason.tsx';
import { openWiringMenu } from '../wiring/wiring-menu.ts';
import './canvas.css';
import { ConnectionWire } from './ConnectionWire.tsx';
import { detailStore, isMany, isSimple } from './detail.ts';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import type { FlowState } from './flow-store.ts';
import { inPlace } from './in-place.ts';
import { EDGE_TYPES, NODE_TYPES } from './node-types.ts';
import { useAfterFrame } from './use-after-frame.ts';
import { useCanvasView } from './use-canvas-view.ts';
import { useLaidOutFirst } from './use-laid-out-first.ts';
import { useMovingView } from './use-moving-view.ts';
import { useSettled } from './use-settled.ts';
import { useSizes } from './use-sizes.ts';
import { useViewRequests } from './use-view-requests.ts';
import { WiresPicture } from './WiresPicture.tsx';

const overCanvas = () => import('../shell/over-canvas.ts');
const Callouts = afterCanvas(async () => (await overCanvas()).Callouts);
const GradientLegend = afterCanvas(async () => (await overCanvas()).GradientLegend);
const SelectionToolbar = afterCanvas(async () => (await overCanvas()).SelectionToolbar);
const NodeMenu = afterCanvas(async () => (await overCanvas()).NodeMenu);
const WiringMenus = afterCanvas(async () => (await overCanvas()).WiringMenus);

/** Below this zoom a card's small print cannot be read: it shows its title alone, large. */
const FAR = 0.5;
/** Below this zoom the shapes on wires are written short. */
const MIDDLE = 0.62;
/** So many selected wires are drawn as elements, where the others are one picture. */
const FEW = 20;
const NO_EDGES: FlowEdge[] = [];
const DELETE_KEYS = ['Delete', 'Backspace'];
const MULTI_KEYS = ['Shift', 'Control', 'Meta'];
const LABELS = {
  'node.a11yDescription.default':
    'Enter selects the node, and again goes to its parameters. Arrow keys move it, with Alt they go to the next node. C connects it, Delete removes it.',
  'edge.a11yDescription.default': 'Enter selects the wire, Delete removes it.',
};

const CANVAS_HELP =
  'Tab lists the node types, Tab once more goes on to the nodes. Alt with the arrow keys goes from node to node.';

const minimapClass = ({ type }: FlowNode) => `minimap-${type}`;

/** The drawing: nodes, wires and everything done to them with the pointer. */
export function Canvas({ flow }: { readonly flow: StoreApi<FlowState> }) {
  const { store } = useServices();
  const nodes = useStore(flow, (state) => state.nodes);
  const sized = useSizes(flow, nodes);
  const complete = sized.length === nodes.length;
  const edges = useStore(flow, (state) => state.edges);
  const { changeNodes, changeEdges, setDragging, follow } = flow.getState();
  useEffect(follow, [follow]);

  const { screenToFlowPosition } = useReactFlow<FlowNode, FlowEdge>();
  const flowStore = useStoreApi<FlowNode, FlowEdge>();
  const selectWire = async (at: MouseEvent) => {
    const { wireAt } = await import('./wire-at.ts');
    const wire = wireAt(flowStore.getState(), store.getState().content, at);
    if (wire !== null) store.getState().select({ nodes: [], edges: [wire] });
  };
  const addNode = useAddNode();
  const anchor = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const keysHelp = useId();
  const empty = useEditor((state) => graphOf(state.content).nodes.length === 0);
  const viewMoves = useViewRequests(complete);
  useCanvasView(flow, anchor);
  const addPoint = useAddPoint();
  const far = useFlowStore((state) => state.transform[2] < FAR);
  const middle = useFlowStore((state) => state.transform[2] < MIDDLE && state.transform[2] >= FAR);
  const whole = useStore(detailStore, (detail) => detail.whole);
  const many = isMany(nodes.length) && !whole;
  const settled = useSettled(complete);
  // what is being opened is about to be fitted, and large: whole cards and wires would be drawn once and then taken away
  const simple = useFlowStore((state) => !settled || isSimple(nodes.length, state.transform[2]));
  const shown = useMemo(() => (simple ? sized.map(inPlace) : sized), [simple, sized]);
  // wires are mounted once the cards have been measured and shown
  const wired = useAfterFrame(useNodesInitialized());
  const drawnEdges = useMemo(() => {
    if (!complete || !wired) return NO_EDGES;
    if (!simple) return edges;
    // the rest is a picture; without an element the keyboard could not delete what is selected
    const selected = edges.filter((edge) => edge.selected);
    return selected.length > 0 && selected.length <= FEW ? selected : NO_EDGES;
  }, [complete, wired, simple, edges]);
  useLayoutEffect(() => detailStore.setState({ simple }), [simple]);
  useLaidOutFirst(root);
  const { moveStart, moveEnd } = useMovingView(root);

  const hand = useWireHand(anchor);
  const target = useWireTarget();
  const gradient = useStore(gradientView, (state) => state.shown);
  const wiring = useStore(wireDrag, ({ judge }) => judge !== null);

  const drop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(PALETTE_MIME);
    if (!type) return;
    event.preventDefault();
    if (target.dropType(event, type, anchor.current)) return;
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    addNode(type, { x: x - 90, y: y - 20 });
  };

  return (
    <div
      ref={root}
      className="canvas"
      data-far={far || undefined}
      data-middle={middle || undefined}
      data-simple={simple || undefined}
      data-wiring={wiring || undefined}
      data-gradient={gradient || undefined}
      aria-label="Drawing"
      aria-describedby={keysHelp}
      role="region"
      tabIndex={0}
      // the keyboard points as the mouse does
      onFocus={({ target: on }) =>
        pointAt(on.closest<HTMLElement>('.react-flow__node')?.dataset['id'] ?? null)
      }
      onBlur={() => pointAt(null)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || event.key !== 'Tab' || event.shiftKey) return;
        event.preventDefault();
        openWiringMenu({ kind: 'node' });
      }}
    >
      <p id={keysHelp} hidden>
        {CANVAS_HELP}
      </p>
      <ReactFlow<FlowNode, FlowEdge>
        nodes={shown}
        edges={drawnEdges}
        onlyRenderVisibleElements={many}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={changeNodes}
        onEdgesChange={changeEdges}
        onNodeDragStart={() => setDragging(true)}
        onNodeDrag={(event, node, nodes) => {
          // from afar no wire can be met
          if (nodes.length !== 1 || simple) return;
          const { clientX, clientY } = 'touches' in event ? event.touches[0]! : event;
          target.aim({ node: node.id }, clientX, clientY);
        }}
        onNodeDragStop={() => {
          setDragging(false);
          target.release();
        }}
        onSelectionDragStart={() => setDragging(true)}
        onSelectionDragStop={() => setDragging(false)}
        onDelete={({ nodes: n, edges: e }) => {
          store.getState().run(
            deleteElements(
              n.flatMap(({ id }) => (isNote(id) ? [] : [id])),
              e.map(({ id }) => id),
              n.flatMap(({ id }) => (isNote(id) ? [id] : [])),
            ),
          );
          // what had the focus is gone: the keyboard stays in the drawing
          focusDrawing();
        }}
        onEdgeDoubleClick={addPoint}
        onNodeContextMenu={(event, { id }) => {
          event.preventDefault();
          if (isNote(id)) return;
          const { selection, select } = store.getState();
          if (!selection.nodes.includes(id)) select({ nodes: [id], edges: [] });
          nodeMenu.setState({ at: { x: event.clientX, y: event.clientY } });
        }}
        onSelectionContextMenu={(event) => {
          event.preventDefault();
          nodeMenu.setState({ at: { x: event.clientX, y: event.clientY } });
        }}
        onNodeMouseEnter={(_, { id }) => pointAt(id)}
        onNodeMouseLeave={() => pointAt(null)}
        onPaneClick={(event) => {
          hand.letGoOfTap();
          store.getState().select(NOTHING_SELECTED);
          if (simple) void selectWire(event);
        }}
        {...hand.handlers}
        connectionLineComponent={ConnectionWire}
        connectionRadius={28}
        deleteKeyCode={DELETE_KEYS}
        multiSelectionKeyCode={MULTI_KEYS}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(PALETTE_MIME)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
          const { carried } = wireTarget.getState();
          if (carried) target.aim({ type: carried }, event.clientX, event.clientY);
        }}
        onDoubleClick={({ target: on, clientX, clientY }) => {
          const onPane = on instanceof Element && on.classList.contains('react-flow__pane');
          if (onPane) openWiringMenu({ kind: 'node', at: { x: clientX, y: clientY } });
        }}
        zoomOnDoubleClick={false}
        onDrop={drop}
        onMoveStart={(event) => {
          moveStart();
          viewMoves(event);
        }}
        onMoveEnd={moveEnd}
        minZoom={0.01}
        maxZoom={2.5}
        snapToGrid
        snapGrid={[10, 10]}
        elevateNodesOnSelect={false}
        ariaLabelConfig={LABELS}
        attributionPosition="top-right"
      >
        <Panel position="top-center">
          <SelectionToolbar />
          <GradientLegend />
        </Panel>
        {simple ? <WiresPicture /> : <Background variant={BackgroundVariant.Dots} gap={20} size={2} />}
        <Controls
          showInteractive={false}
          position="bottom-left"
          aria-label="Zoom"
          onZoomIn={() => viewMoves(true)}
          onZoomOut={() => viewMoves(true)}
        />
        {!empty && (
          <MiniMap<FlowNode>
            pannable
            zoomable
            position="bottom-right"
            ariaLabel="Overview of the drawing"
            nodeClassName={minimapClass}
          />
        )}
      </ReactFlow>
      {empty && <EmptyCanvas />}
      <div ref={anchor} className="canvas-anchor" />
      <WireReason />
      <Callouts />
      <WiringMenus />
      <NodeMenu />
    </div>
  );
}
