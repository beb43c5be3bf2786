import { useState } from 'react';
import { hasErrors } from '../../../diagnostics/diagnostic.ts';
import type { KeptRun } from '../../../runtime/kept/kept-run.ts';
import { useServices, type EditorServices } from '../../editor-context.tsx';
import { download } from '../../files/download.ts';
import { useDrawPicture } from '../../files/use-draw-picture.ts';
import { sameDrawing } from './same-drawing.ts';
import { runFileName } from '../save-run-file.ts';
import type { RunsStore } from '../runs-store.ts';

/** Writes reports and hands them to the browser as files; tells while one is written. */
export function useReport(runs: RunsStore): {
  readonly writing: boolean;
  readonly write: (reported: readonly KeptRun[]) => Promise<void>;
} {
  const services = useServices();
  const draw = useDrawPicture();
  const [writing, setWriting] = useState(false);
  const write = async (reported: readonly KeptRun[]) => {
    setWriting(true);
    try {
      const [{ reportHtml }, { drawingSvg }, { runParams }, { pictureOfContent }] = await Promise.all([
        import('./report-html.ts'),
        import('./drawing-svg.ts'),
        import('./run-params.ts'),
        import('./picture-of-content.tsx'),
      ]);
      const { content } = services.store.getState();
      const all = [];
      for (const run of reported) {
        const { document, preset } = run;
        const params = runParams({ document, preset }, services);
        const here = sameDrawing({ document, preset }, content);
        // the window's canvas draws one drawing, as the person has it; others are drawn out of sight
        const png = here ? await draw('png') : await pictureOfContent({ document, preset }, services);
        if (png && !png.ok && hasErrors(png.problems)) runs.getState().refuse(png.problems);
        const picture = png?.ok
          ? { dataUrl: await dataUrlOf(png.value) }
          : { svg: drawingSvg(document, (node) => labelOf({ document, preset }, node, services)) };
        all.push({ run, params, picture });
      }
      const [first] = reported;
      const name = all.length === 1 && first ? runFileName(first, 'html') : 'unlabel-runs.html';
      download(name, reportHtml(all, new Date()), 'text/html');
    } finally {
      setWriting(false);
    }
  };
  return { writing, write };
}

function labelOf(
  content: Pick<KeptRun, 'document' | 'preset'>,
  node: string,
  { drawing }: EditorServices,
): string {
  return drawing(content).resolved(node)?.spec.label ?? node;
}

function dataUrlOf(data: BlobPart): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the picture could not be read'));
    reader.readAsDataURL(new Blob([data], { type: 'image/png' }));
  });
}
