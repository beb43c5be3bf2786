import { Dialog } from '@base-ui/react/dialog';
import X from 'lucide-react/icons/x';
import { useStore } from 'zustand';
import { IconButton } from '../ui/IconButton.tsx';
import { galleryDialog } from './gallery-dialog.ts';
import { Gallery } from './Gallery.tsx';

/** The gallery over the whole window, where its pictures have room. */
export function GalleryDialog() {
  const open = useStore(galleryDialog, (state) => state.open);
  const close = () => galleryDialog.setState({ open: false });
  return (
    <Dialog.Root open={open} onOpenChange={(next) => galleryDialog.setState({ open: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="gallery-dialog">
          <header className="gallery-dialog-head">
            <Dialog.Title className="dialog-title">Methods</Dialog.Title>
            <IconButton label="Close" onClick={close}>
              <X size={16} aria-hidden />
            </IconButton>
          </header>
          <Gallery onOpened={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
