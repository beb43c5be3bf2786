import type { Graph, UnlabelDocument } from '../../document/schema.ts';

/** All graphs of a document: on the canvas and inside composites. */
export function allGraphs(document: UnlabelDocument): Graph[] {
  return [
    ...document.stages.map(({ graph }) => graph),
    ...Object.values(document.composites).map(({ graph }) => graph),
  ];
}

/** How many nodes are of a composite type, and presets that give it to one. */
export function compositeUses(document: UnlabelDocument, type: string): number {
  const nodes = allGraphs(document).flatMap((graph) => graph.nodes.filter((node) => node.type === type));
  const typed = Object.values(document.presets).flatMap(({ types }) =>
    Object.values(types).filter((other) => other === type),
  );
  return nodes.length + typed.length;
}
