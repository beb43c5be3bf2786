import { NodeResizer, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import type { FlowNode } from '../canvas/flow-types.ts';
import { useEditor } from '../editor-context.tsx';
import { editing, startEditing } from './editing.ts';
import { findNote, noteText } from './note-id.ts';
import { NoteField } from './NoteField.tsx';
import './notes.css';

/** A titled rectangle behind the nodes. It is moved, with what lies in it, by its title. */
export const FrameNode = memo(function FrameNode({ id, selected }: NodeProps<FlowNode>) {
  const note = useEditor((state) => findNote(state.content.document.view, id));
  const writing = useStore(editing, (state) => state.note === id);
  if (!note) return null;
  const title = noteText(note);
  return (
    <div className="frame" data-selected={selected || undefined} data-testid={id}>
      <NodeResizer isVisible={selected} minWidth={120} minHeight={80} />
      <div className="frame-title" onDoubleClick={() => startEditing(id)}>
        {writing ? (
          <NoteField note={id} text={title} label="Title of the frame" multiline={false} />
        ) : (
          <span data-empty={title === '' || undefined}>{title || 'Frame'}</span>
        )}
      </div>
    </div>
  );
});
