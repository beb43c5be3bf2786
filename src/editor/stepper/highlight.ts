/** What of the drawing is lit. */
export interface Lit {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  /** Whether what is on the wires goes against them, as gradient does. */
  readonly back: boolean;
}

const quoted = (id: string) => JSON.stringify(id);
/** Matches elements with one of these ids; none where there is no id. */
const any = (ids: readonly string[]) => `:is(${ids.map((id) => `[data-id=${quoted(id)}]`).join(',')})`;

/** The window's own: what is compared beside it has other nodes of the same ids. */
const CANVAS = '.canvas:not(.compare-canvas)';

/**
 * A style sheet that lights nodes and wires of the canvas: their elements say their ids, and so no card or wire is drawn
 * again for it, and none need know of the stepper.
 */
export function highlightCss({ nodes, edges, back }: Lit): string {
  const cards = `${CANVAS} .react-flow__node${any(nodes)}`;
  const wires = `.react-flow__edge${any(edges)} .wire`;
  const flow = `step-flow .7s linear infinite${back ? ' reverse' : ''}`;
  return [
    `${CANVAS} .react-flow__edge .wire{opacity:.3}`,
    `${cards}{border-radius:var(--radius-m);outline:2px solid var(--accent);outline-offset:3px}`,
    `${CANVAS} ${wires}{opacity:1;stroke-width:3;stroke-dasharray:9 5}`,
    // seen from afar lines as thin as these are lost
    `${CANVAS}[data-far] .react-flow__node${any(nodes)}{outline-width:6px}`,
    `${CANVAS}[data-far] ${wires}{stroke-width:6}`,
    // what is picked is told from what is only lit; React Flow makes its wires and their rims grey
    `${CANVAS} .react-flow__edge.selected .wire{opacity:1;stroke:var(--accent)}`,
    `${CANVAS} .react-flow__edge.selected .wire-halo{stroke:var(--canvas)}`,
    `@media (prefers-reduced-motion:no-preference){${CANVAS} ${wires}{animation:${flow}}}`,
  ].join('\n');
}
