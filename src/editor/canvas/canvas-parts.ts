import { assert } from '../../base/assert.ts';
import type { flowEdges, flowNodes } from './flow-elements.ts';
import type { EDGE_TYPES, NODE_TYPES } from './node-types.ts';

/** What draws a drawing: cards and wires, and what makes them of its content. */
export interface CanvasParts {
  readonly nodeTypes: typeof NODE_TYPES;
  readonly edgeTypes: typeof EDGE_TYPES;
  readonly flowNodes: typeof flowNodes;
  readonly flowEdges: typeof flowEdges;
}

let parts: CanvasParts | undefined;

/** The window's canvas hands on its parts, so that what is fetched later can draw with them without dividing the canvas into more files. */
export function offerCanvasParts(offered: CanvasParts): void {
  parts = offered;
}

/** The parts of the canvas that is there. */
export function canvasParts(): CanvasParts {
  assert(parts !== undefined, 'nothing is compared before there is a canvas');
  return parts;
}
