import type { Graph, GraphNode, ParamValue, UnlabelDocument } from '../../src/document/schema.ts';

/** A change of a drawing, given as one of its graph. */
export type Edit = (graph: Graph) => Graph;

export function edited(document: UnlabelDocument, edit: Edit): UnlabelDocument {
  return { ...document, stages: document.stages.map((stage) => ({ ...stage, graph: edit(stage.graph) })) };
}

export const inTurn =
  (...edits: readonly Edit[]): Edit =>
  (graph) =>
    edits.reduce((sofar, edit) => edit(sofar), graph);

const node =
  (id: string, change: (node: GraphNode) => GraphNode): Edit =>
  (graph) => {
    if (!graph.nodes.some((one) => one.id === id)) throw new Error(`The drawing has no node “${id}”.`);
    return { ...graph, nodes: graph.nodes.map((one) => (one.id === id ? change(one) : one)) };
  };

export const set = (id: string, params: Readonly<Record<string, ParamValue>>): Edit =>
  node(id, (one) => ({ ...one, params: { ...one.params, ...params } }));

/** Deletes a node with its wires. */
export const remove =
  (id: string): Edit =>
  (graph) => ({
    ...graph,
    nodes: graph.nodes.filter((one) => one.id !== id),
    edges: graph.edges.filter((edge) => ![edge.from, edge.to].some((end) => end.startsWith(`${id}.`))),
  });

export const connect =
  (from: string, to: string): Edit =>
  (graph) => ({ ...graph, edges: [...graph.edges, { from, to }] });

export const add =
  (id: string, type: string, params: Readonly<Record<string, ParamValue>> = {}): Edit =>
  (graph) => ({ ...graph, nodes: [...graph.nodes, { id, type, params }] });
