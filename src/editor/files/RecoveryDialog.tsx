import { Dialog } from '@base-ui/react/dialog';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import type { FilesStore } from './files-store.ts';
import { SnapshotList } from './SnapshotList.tsx';

/** What there is after a visit that did not end well: the last autosave, what could not be read, and the snapshots. */
export function RecoveryDialog({ files }: { readonly files: FilesStore }) {
  const { snapshots } = useServices();
  const recovery = useStore(files, (state) => state.recovery);
  const list = useStore(snapshots, (state) => state.list);
  const open = recovery !== null;
  useEffect(() => {
    if (open) void snapshots.getState().refresh();
  }, [open, snapshots]);
  const close = () => files.getState().dismiss();
  const unreadable = recovery?.text !== undefined;
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog dialog-wide">
          <Dialog.Title className="dialog-title">
            {unreadable
              ? 'The drawing of your last visit could not be opened'
              : 'Your last visit ended abruptly'}
          </Dialog.Title>
          <Dialog.Description className="dialog-text">
            {unreadable
              ? 'It was set aside as it is. Save it to a file to open it elsewhere; a template stands on the canvas.'
              : 'The last autosave stands on the canvas.'}
            {list && list.length > 0 ? ' You can also go on from a snapshot.' : ''}
          </Dialog.Description>
          <ul className="dialog-problems">
            {recovery?.diagnostics.map(({ code, message }) => (
              <li key={message}>
                {message} <code>{code}</code>
              </li>
            ))}
          </ul>
          {list && list.length > 0 && (
            <div className="dialog-list">
              <SnapshotList onRestored={close} />
            </div>
          )}
          <div className="dialog-actions">
            {unreadable && <Button onClick={() => files.getState().rescue()}>Save it to a file</Button>}
            <Dialog.Close className="button" data-variant="primary">
              {unreadable ? 'Close' : 'Go on with the last autosave'}
            </Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
