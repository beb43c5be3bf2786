import { findNote, noteKind, noteText } from '../annotations/note-id.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { writeNote } from '../commands/write-note.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import './note-page.css';

/** A selected frame or comment: its text, and how it behaves. */
export function NotePage({ id }: { readonly id: string }) {
  const { store } = useServices();
  const note = useEditor((state) => findNote(state.content.document.view, id));
  if (!note) return null;
  const { run, endGesture } = store.getState();
  const frame = noteKind(id) === 'frame';
  return (
    <div className="page">
      <header className="page-head">
        <h2>{frame ? 'Frame' : 'Comment'}</h2>
        <p>
          {frame
            ? 'What lies fully inside it moves with it. Drag it by its title.'
            : 'A note to whoever reads the drawing.'}{' '}
          It changes nothing of what is computed.
        </p>
      </header>
      <label className="note-page">
        {frame ? 'Title' : 'Text'}
        <textarea
          className="note-page-text"
          rows={frame ? 2 : 8}
          maxLength={20_000}
          value={noteText(note)}
          onChange={(event) => run(writeNote(id, event.target.value))}
          onBlur={endGesture}
        />
      </label>
      <Button onClick={() => run(deleteElements([], [], [id]))}>
        Delete this {frame ? 'frame' : 'comment'}
      </Button>
    </div>
  );
}
