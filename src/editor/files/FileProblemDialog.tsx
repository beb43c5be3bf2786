import { Dialog } from '@base-ui/react/dialog';
import { useStore } from 'zustand';
import type { FilesStore } from './files-store.ts';
import './file-problem-dialog.css';

/** Says why a file could not be opened or written. The drawing on the canvas stays as it is. */
export function FileProblemDialog({ files }: { readonly files: FilesStore }) {
  const refused = useStore(files, (state) => state.refused);
  return (
    <Dialog.Root
      open={refused !== null}
      onOpenChange={(open) => {
        if (!open) files.getState().dismiss();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">{refused?.name}</Dialog.Title>
          <Dialog.Description className="dialog-text">Your drawing is unchanged.</Dialog.Description>
          <ul className="dialog-problems">
            {refused?.diagnostics.map(({ code, message }) => (
              <li key={message}>
                {message} <code>{code}</code>
              </li>
            ))}
          </ul>
          <div className="dialog-actions">
            <Dialog.Close className="button" data-variant="primary">
              Close
            </Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
