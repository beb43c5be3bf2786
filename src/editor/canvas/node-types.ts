import { NodeCard } from './NodeCard.tsx';
import { WireEdge } from './WireEdge.tsx';

// at module scope, so that React Flow sees the same objects at every render
export const NODE_TYPES = { card: NodeCard };
export const EDGE_TYPES = { wire: WireEdge };
