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

/**
 * A style sheet that lights nodes and wires of the canvas: their elements say their ids, and so no card or wire is drawn
 * again for it, and none need know of the stepper.
 */
export function highlightCss({ nodes, edges, back }: Lit): string {
  const cards = `.canvas .react-flow__node${any(nodes)}`;
  const wires = `.react-flow__edge${any(edges)} .wire`;
  const flow = `step-flow .7s linear infinite${back ? ' reverse' : ''}`;
  return [
    '.canvas .react-flow__edge .wire{opacity:.3}',
    `${cards}{border-radius:var(--radius-m);outline:2px solid var(--accent);outline-offset:3px}`,
    `.canvas ${wires}{opacity:1;stroke-width:3;stroke-dasharray:9 5}`,
    // seen from afar lines as thin as these are lost
    `.canvas[data-far] .react-flow__node${any(nodes)}{outline-width:6px}`,
    `.canvas[data-far] ${wires}{stroke-width:6}`,
    // what is picked is told from what is only lit; React Flow makes its wires and their rims grey
    '.canvas .react-flow__edge.selected .wire{opacity:1;stroke:var(--accent)}',
    '.canvas .react-flow__edge.selected .wire-halo{stroke:var(--canvas)}',
    `@media (prefers-reduced-motion:no-preference){.canvas ${wires}{animation:${flow}}}`,
  ].join('\n');
}
