import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import { detailStore } from '../canvas/detail.ts';
import { useServices } from '../editor-context.tsx';
import { NOTHING_SELECTED } from '../store/editor-store.ts';
import type { PictureFormat } from './files-store.ts';

/** Frames in which cards that were out of view are drawn, then measured, then their wires follow. */
const SETTLING = 4;
/** Milliseconds that images on cards are waited for; then the picture is drawn without them. */
const PATIENCE = 5000;

const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

/**
 * Gives what draws the drawing as a picture; null where there is no canvas. The canvas shows the drawing at its own size,
 * unselected, meanwhile.
 */
export function useDrawPicture(): (format: PictureFormat) => Promise<Checked<BlobPart> | null> {
  const { store, samples } = useServices();
  const { getNodes, getNodesBounds, getViewport, setViewport } = useReactFlow();
  return useCallback(
    async (format) => {
      const layer = window.document.querySelector<HTMLElement>('.react-flow__viewport');
      const { content, selection, select } = store.getState();
      const viewport = getViewport();
      if (!layer) return null;
      try {
        select(NOTHING_SELECTED);
        detailStore.setState({ whole: true });
        await setViewport({ ...viewport, zoom: 1 });
        for (let frame = 0; frame < SETTLING; frame++) await drawn();
        const latest = performance.now() + PATIENCE;
        while (samples.getState().awaited() && performance.now() < latest) await drawn();
        await drawn();
        const { drawPicture } = await import('./draw-picture.ts');
        return await drawPicture(layer, getNodesBounds(getNodes()), format, content.document);
      } finally {
        // whatever became of it, the canvas is the person's again
        detailStore.setState({ whole: false });
        await setViewport(viewport);
        select(selection);
      }
    },
    [store, samples, getNodes, getNodesBounds, getViewport, setViewport],
  );
}
