import { Dialog } from '@base-ui/react/dialog';
import { useEffect, type FormEvent } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import type { FilesStore } from './files-store.ts';
import { SnapshotList } from './SnapshotList.tsx';

/** Keeps the drawing under a name, and lists all that was kept. */
export function SnapshotsDialog({ files }: { readonly files: FilesStore }) {
  const { store, snapshots } = useServices();
  const open = useStore(files, (state) => state.dialog === 'snapshots');
  useEffect(() => {
    if (open) void snapshots.getState().refresh();
  }, [open, snapshots]);
  const close = () => files.getState().show(null);
  const keep = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name'));
    if (await snapshots.getState().keep('named', store.getState().content, name)) form.reset();
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog dialog-wide">
          <Dialog.Title className="dialog-title">Snapshots</Dialog.Title>
          <Dialog.Description className="dialog-text">
            The drawing as it was at some time, kept in this browser. Restoring one can be undone.
          </Dialog.Description>
          <form className="snapshot-form" onSubmit={(event) => void keep(event)}>
            <input
              className="text-field"
              name="name"
              aria-label="Name of the new snapshot"
              placeholder="Name, such as “before the predictor”"
              maxLength={200}
              autoComplete="off"
            />
            <Button type="submit" variant="primary">
              Save snapshot
            </Button>
          </form>
          <SnapshotList onRestored={close} />
          <div className="dialog-actions">
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
