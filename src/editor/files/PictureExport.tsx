import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { download, fileName } from './download.ts';
import type { FilesStore } from './files-store.ts';
import { useDrawPicture } from './use-draw-picture.ts';

const MIME = { png: 'image/png', svg: 'image/svg+xml' } as const;

/** Draws the picture that was asked for. */
export function PictureExport({ files }: { readonly files: FilesStore }) {
  const { store } = useServices();
  const draw = useDrawPicture();
  const format = useStore(files, (state) => state.picture);
  useEffect(() => {
    if (!format) return;
    const make = async () => {
      const { document } = store.getState().content;
      const picture = await draw(format);
      if (picture?.ok) download(fileName(document, format), picture.value, MIME[format]);
      else if (picture) files.getState().refuse('The picture was not saved', picture.problems);
    };
    void make().finally(() => files.getState().draw(null));
  }, [format, files, store, draw]);
  return format && <p className="drop-hint">Drawing the picture…</p>;
}
