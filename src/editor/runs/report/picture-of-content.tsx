import { createRoot } from 'react-dom/client';
import { failure } from '../../../base/outcome.ts';
import { diagnose, type Checked } from '../../../diagnostics/diagnostic.ts';
import { SideCanvas } from '../../compare/SideCanvas.tsx';
import { EditorProvider, type EditorServices } from '../../editor-context.tsx';
import { drawPicture } from '../../files/draw-picture.ts';
import type { Content } from '../../store/content.ts';

/** So many pictures of the page pass at most until all cards are measured and all wires follow. */
const MOST_FRAMES = 120;

const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

/**
 * A drawing that is not on the window's canvas as PNG, drawn as it would be there: by a canvas of its own that no one sees and
 * that leaves when the picture is taken. `DOC_PICTURE_FAILED` where it cannot be.
 */
export async function pictureOfContent(
  content: Content,
  services: EditorServices,
): Promise<Checked<BlobPart>> {
  const place = document.createElement('div');
  place.inert = true;
  // beside the page, at a size at which React Flow measures all cards
  place.style.cssText = 'position:fixed;top:0;left:-20000px;width:4000px;height:3000px';
  document.body.append(place);
  const root = createRoot(place);
  try {
    root.render(
      <EditorProvider value={services}>
        <SideCanvas
          label=""
          side={{ content, places: new Map(), marks: new Map() }}
          nodes={[]}
          selected={null}
          viewport={{ x: 0, y: 0, zoom: 1 }}
          onViewport={() => undefined}
        />
      </EditorProvider>,
    );
    const { nodes = [], edges = [] } = content.document.stages[0]?.graph ?? {};
    const all = (selector: string) => place.querySelectorAll<HTMLElement>(selector);
    const shown = () => [...all('.react-flow__node')].filter((card) => card.style.visibility !== 'hidden');
    for (let frame = 0; frame < MOST_FRAMES; frame++) {
      await nextFrame();
      if (shown().length >= nodes.length && all('.react-flow__edge').length >= edges.length) break;
    }
    const layer = place.querySelector<HTMLElement>('.react-flow__viewport');
    const cards = shown();
    if (!layer || cards.length === 0) {
      return failure([diagnose('DOC_PICTURE_FAILED', { detail: 'no card was drawn' })]);
    }
    await nextFrame();
    return await drawPicture(layer, boundsOf(layer, cards), 'png', content.document);
  } finally {
    root.unmount();
    place.remove();
  }
}

/** What cards cover of their plane, which is shown at its own size. */
function boundsOf(layer: HTMLElement, cards: readonly HTMLElement[]) {
  const origin = layer.getBoundingClientRect();
  const boxes = cards.map((card) => card.getBoundingClientRect());
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
  return {
    x: left - origin.left,
    y: top - origin.top,
    width: Math.max(...boxes.map((box) => box.right)) - left,
    height: Math.max(...boxes.map((box) => box.bottom)) - top,
  };
}
