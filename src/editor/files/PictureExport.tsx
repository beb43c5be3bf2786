import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { detailStore } from '../canvas/detail.ts';
import { useServices } from '../editor-context.tsx';
import { NOTHING_SELECTED } from '../store/editor-store.ts';
import { download, fileName } from './download.ts';
import type { FilesStore } from './files-store.ts';

const MIME = { png: 'image/png', svg: 'image/svg+xml' } as const;

const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

/** Draws the picture that was asked for. The canvas shows the drawing at its own size, unselected, meanwhile. */
export function PictureExport({ files }: { readonly files: FilesStore }) {
  const { store } = useServices();
  const { getNodes, getNodesBounds, getViewport, setViewport } = useReactFlow();
  const format = useStore(files, (state) => state.picture);
  useEffect(() => {
    if (!format) return;
    const make = async () => {
      const layer = window.document.querySelector<HTMLElement>('.react-flow__viewport');
      const { content, selection, select } = store.getState();
      const viewport = getViewport();
      if (!layer) return;
      const picture = await (async () => {
        try {
          select(NOTHING_SELECTED);
          detailStore.setState({ whole: true });
          await setViewport({ ...viewport, zoom: 1 });
          // cards that were out of view are drawn, then measured, then their wires follow
          for (let frame = 0; frame < 4; frame++) await drawn();
          const { drawPicture } = await import('./draw-picture.ts');
          return await drawPicture(layer, getNodesBounds(getNodes()), format, content.document);
        } finally {
          // whatever became of it, the canvas is the person's again
          detailStore.setState({ whole: false });
          await setViewport(viewport);
          select(selection);
        }
      })();
      if (picture.ok) download(fileName(content.document, format), picture.value, MIME[format]);
      else files.getState().refuse('The picture was not saved', picture.problems);
    };
    void make().finally(() => files.getState().draw(null));
  }, [format, files, store, getNodes, getNodesBounds, getViewport, setViewport]);
  return format && <p className="drop-hint">Drawing the picture…</p>;
}
