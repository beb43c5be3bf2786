import Download from 'lucide-react/icons/download';
import Pencil from 'lucide-react/icons/pencil';
import Trash from 'lucide-react/icons/trash-2';
import { useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import { DrawingPicture } from '../ui/DrawingPicture.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { PointInTime } from '../ui/PointInTime.tsx';
import { download, fileName } from './download.ts';
import type { SnapshotKind } from './snapshot.ts';
import type { ListedSnapshot } from './snapshots-store.ts';
import './snapshots.css';

const WHY: Record<SnapshotKind, string> = {
  named: '',
  opened: 'before another drawing was opened',
  time: 'while editing',
  copy: 'copy from a closed tab',
};

function Name({ snapshot }: Pick<ListedSnapshot, 'snapshot'>) {
  const { snapshots } = useServices();
  const [editing, setEditing] = useState(false);
  const finish = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get('name');
    void snapshots.getState().rename(snapshot.id, String(name));
    setEditing(false);
  };
  if (!editing) {
    return (
      <span className="snapshot-name">
        <strong>{snapshot.name}</strong>
        <IconButton label={`Rename ${snapshot.name}`} onClick={() => setEditing(true)}>
          <Pencil size={13} aria-hidden />
        </IconButton>
      </span>
    );
  }
  return (
    <form className="snapshot-name" onSubmit={finish}>
      <input
        className="text-field"
        name="name"
        aria-label="Name of the snapshot"
        defaultValue={snapshot.name}
        maxLength={200}
        ref={(input) => input?.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // it ends renaming, not the dialog
          event.stopPropagation();
          setEditing(false);
        }}
      />
      <Button type="submit">Rename</Button>
    </form>
  );
}

interface SnapshotListProps {
  /** What is to be done after one has been restored. */
  readonly onRestored: () => void;
}

/** Everything that was kept, the newest first: with its picture, and what can be done with it. */
export function SnapshotList({ onRestored }: SnapshotListProps) {
  const { snapshots, openDocument } = useServices();
  const list = useStore(snapshots, (state) => state.list);
  const removed = useStore(snapshots, (state) => state.removed);
  const problem = useStore(snapshots, (state) => state.problem);
  return (
    <>
      {problem && (
        <p className="dialog-problems" role="alert">
          {problem.message} <code>{problem.code}</code>
        </p>
      )}
      {removed && (
        <p className="snapshot-removed" role="status">
          “{removed.name}” was deleted.{' '}
          <Button onClick={() => void snapshots.getState().bringBack()}>Bring it back</Button>
        </p>
      )}
      {list?.length === 0 && (
        <p className="dialog-text">
          No snapshot yet. One is kept when another drawing is opened and every five minutes of editing; give
          the drawing a name above to keep it now.
        </p>
      )}
      <ul className="snapshots" aria-label="Snapshots">
        {list?.map(({ snapshot, document }) => {
          const nodes = document?.stages[0]?.graph.nodes.length;
          const why = WHY[snapshot.kind];
          return (
            <li key={snapshot.id} className="snapshot">
              <div className="snapshot-picture">{document && <DrawingPicture document={document} />}</div>
              <div className="snapshot-text">
                <Name snapshot={snapshot} />
                {document && document.meta.title !== snapshot.name && (
                  <span className="snapshot-title">{document.meta.title}</span>
                )}
                <span className="snapshot-facts">
                  <PointInTime at={snapshot.savedAt} />
                  {' · '}
                  {nodes === undefined ? 'cannot be read' : `${nodes} ${nodes === 1 ? 'node' : 'nodes'}`}
                  {why && ` · ${why}`}
                </span>
              </div>
              <div className="snapshot-actions">
                <Button
                  disabled={!document}
                  aria-label={`Restore ${snapshot.name}`}
                  onClick={() => {
                    if (!document) return;
                    openDocument(document, snapshot.preset);
                    onRestored();
                  }}
                >
                  Restore
                </Button>
                <IconButton
                  label={`Save ${snapshot.name} to a file`}
                  onClick={() =>
                    download(
                      document ? fileName(document, 'unlabel.json') : 'snapshot.unlabel.json',
                      snapshot.text,
                      'application/json',
                    )
                  }
                >
                  <Download size={14} aria-hidden />
                </IconButton>
                <IconButton
                  label={`Delete ${snapshot.name}`}
                  onClick={() => void snapshots.getState().remove(snapshot.id)}
                >
                  <Trash size={14} aria-hidden />
                </IconButton>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
