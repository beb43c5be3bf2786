import { FileProblemDialog } from './FileProblemDialog.tsx';
import type { FilesStore } from './files-store.ts';
import { PictureExport } from './PictureExport.tsx';
import { RecoveryDialog } from './RecoveryDialog.tsx';
import { ShareDialog } from './ShareDialog.tsx';
import { SnapshotsDialog } from './SnapshotsDialog.tsx';
import { TabDialog } from './TabDialog.tsx';

/** What opens over the window to keep, give away and bring back drawings. */
export function FileDialogs({ files }: { readonly files: FilesStore }) {
  return (
    <>
      <FileProblemDialog files={files} />
      <RecoveryDialog files={files} />
      <SnapshotsDialog files={files} />
      <ShareDialog files={files} />
      <TabDialog />
      <PictureExport files={files} />
    </>
  );
}
