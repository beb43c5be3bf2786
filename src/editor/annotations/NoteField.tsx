import { useEffect, useRef, type KeyboardEvent } from 'react';
import { writeNote } from '../commands/write-note.ts';
import { useServices } from '../editor-context.tsx';
import { stopEditing } from './editing.ts';

interface NoteFieldProps {
  readonly note: string;
  readonly text: string;
  readonly label: string;
  /** Whether Enter begins a new line; if not, it ends the writing. */
  readonly multiline: boolean;
}

/** The field in which a frame's title or a comment's text is written, in its place. Escape leaves it as it was. */
export function NoteField({ note, text, label, multiline }: NoteFieldProps) {
  const { store } = useServices();
  const field = useRef<HTMLTextAreaElement>(null);
  const dropped = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);

  const leave = (event: KeyboardEvent) => {
    event.stopPropagation();
    const done = event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey);
    if (event.key !== 'Escape' && !done) return;
    event.preventDefault();
    dropped.current = event.key === 'Escape';
    // the keyboard goes back to the note
    field.current?.closest<HTMLElement>('.react-flow__node')?.focus({ preventScroll: true });
  };
  return (
    <textarea
      ref={field}
      className="note-field nodrag nopan nowheel"
      aria-label={label}
      defaultValue={text}
      maxLength={20_000}
      rows={1}
      spellCheck={false}
      onKeyDown={leave}
      onBlur={(event) => {
        const { run, endGesture } = store.getState();
        if (!dropped.current && event.target.value !== text) run(writeNote(note, event.target.value));
        endGesture();
        stopEditing();
      }}
    />
  );
}
