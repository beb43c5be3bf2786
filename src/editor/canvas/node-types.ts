import { CommentNode } from '../annotations/CommentNode.tsx';
import { FrameNode } from '../annotations/FrameNode.tsx';
import { NodeCard } from './NodeCard.tsx';
import { WireEdge } from './WireEdge.tsx';

// at module scope, so that React Flow sees the same objects at every render
export const NODE_TYPES = { card: NodeCard, frame: FrameNode, comment: CommentNode };
export const EDGE_TYPES = { wire: WireEdge };
