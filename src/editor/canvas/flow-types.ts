import type { Edge, Node } from '@xyflow/react';
import type { NoteKind } from '../annotations/note-id.ts';

/** As React Flow has them: what they show is read off the document. */
export type FlowNode = Node<Record<string, never>, 'card' | NoteKind>;
export type FlowEdge = Edge<Record<string, never>, 'wire'>;
