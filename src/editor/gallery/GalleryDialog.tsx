import { Dialog } from '@base-ui/react/dialog';
import X from 'lucide-react/icons/x';
import { useStore } from 'zustand';
import { Button } from '../ui/Button.tsx';
import { galleryDialog } from './gallery-dialog.ts';
import { Gallery } from './Gallery.tsx';

const searchField = () => document.querySelector<HTMLElement>('.gallery-dialog input');

/** The gallery over the whole window, where its pictures have room. */
export function GalleryDialog() {
  const open = useStore(galleryDialog, (state) => state.open);
  const close = () => galleryDialog.setState({ open: false });
  return (
    <Dialog.Root open={open} onOpenChange={(next) => galleryDialog.setState({ open: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="gallery-dialog" initialFocus={searchField}>
          <header className="gallery-dialog-head">
            <Dialog.Title className="dialog-title">Methods</Dialog.Title>
            <Dialog.Close render={<Button icon variant="quiet" aria-label="Close" />}>
              <X size={16} aria-hidden />
            </Dialog.Close>
          </header>
          <Gallery onOpened={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
