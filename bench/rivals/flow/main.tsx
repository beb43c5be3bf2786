/** A graph in plain React Flow, as its own stress example draws one: default nodes, `useNodesState`, nothing of ours. */
import {
  addEdge,
  Background,
  Controls,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useEdgesState,
  useNodesState,
  useReactFlow,
  useStoreApi,
  type Connection,
  type Edge,
  type Node,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useCallback } from 'react';
import { createRoot } from 'react-dom/client';

/** What is to be drawn, and how large the canvas is. */
export interface FlowJob {
  readonly nodes: readonly { id: string; x: number; y: number; width: number; height: number }[];
  readonly edges: readonly { id: string; source: string; target: string }[];
  readonly canvas: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

declare global {
  interface Window {
    flowRival: { open: (job: FlowJob) => void; zoomTo: (zoom: number) => void; deselect: () => void };
  }
}

function Stress({ job }: { readonly job: FlowJob }) {
  const [nodes, setNodes, onNodesChange] = useNodesState<Node>(
    job.nodes.map(({ id, x, y, width, height }) => ({
      id,
      position: { x, y },
      data: { label: id },
      style: { width, height },
    })),
  );
  const [edges, setEdges, onEdgesChange] = useEdgesState<Edge>(job.edges.map((edge) => ({ ...edge })));
  const onConnect = useCallback(
    (connection: Connection) => setEdges((all) => addEdge(connection, all)),
    [setEdges],
  );
  const { zoomTo } = useReactFlow();
  const flow = useStoreApi();
  window.flowRival.zoomTo = (zoom) => void zoomTo(zoom);
  window.flowRival.deselect = () => {
    flow.setState({ nodesSelectionActive: false, userSelectionActive: false });
    setNodes((all) => all.map((node) => (node.selected ? { ...node, selected: false } : node)));
  };
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onConnect={onConnect}
      minZoom={0}
      fitView
    >
      <MiniMap />
      <Controls />
      <Background />
    </ReactFlow>
  );
}

window.flowRival = {
  open: (job) => {
    const root = document.getElementById('root')!;
    const { x, y, width, height } = job.canvas;
    Object.assign(root.style, {
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    createRoot(root).render(
      <ReactFlowProvider>
        <Stress job={job} />
      </ReactFlowProvider>,
    );
  },
  zoomTo: () => undefined,
  deselect: () => undefined,
};
