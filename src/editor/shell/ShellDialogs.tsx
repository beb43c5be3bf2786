import type { FilesStore } from '../files/files-store.ts';
import { FileDialogs } from '../files/FileDialogs.tsx';
import { GalleryDialog } from '../gallery/GalleryDialog.tsx';

/** Dialogs over the window; each shows itself when there is something to say. */
export function ShellDialogs({ files }: { readonly files: FilesStore }) {
  return (
    <>
      <FileDialogs files={files} />
      <GalleryDialog />
    </>
  );
}
