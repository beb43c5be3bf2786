import { NodeResizer, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import type { FlowNode } from '../canvas/flow-types.ts';
import { useEditor } from '../editor-context.tsx';
import { editing, startEditing } from './editing.ts';
import { findNote, noteText } from './note-id.ts';
import { NoteField } from './NoteField.tsx';
import './notes.css';

/** A text among the nodes. */
export const CommentNode = memo(function CommentNode({ id, selected }: NodeProps<FlowNode>) {
  const note = useEditor((state) => findNote(state.content.document.view, id));
  const writing = useStore(editing, (state) => state.note === id);
  if (!note) return null;
  const text = noteText(note);
  return (
    <div
      className="comment"
      data-selected={selected || undefined}
      data-testid={id}
      onDoubleClick={() => startEditing(id)}
    >
      <NodeResizer isVisible={selected} minWidth={80} minHeight={40} />
      {writing ? (
        <NoteField note={id} text={text} label="Text of the comment" multiline />
      ) : (
        <p className="comment-text" data-empty={text === '' || undefined}>
          {text || 'Double-click to write'}
        </p>
      )}
    </div>
  );
});
