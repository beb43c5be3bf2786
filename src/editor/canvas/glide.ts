import type { StoreApi } from 'zustand/vanilla';
import type { Positions } from '../commands/move-nodes.ts';
import type { EditorStore } from '../store/editor-store.ts';
import type { FlowState } from './flow-store.ts';

const DURATION = 260;
/** More cards than these would stutter: they are shown where they are at once. */
const MOST = 60;

/**
 * Draws nodes on their way from `from` to where they stand, for a quarter of a second. The editor's document has them there
 * already; another change of places ends the glide, and `then` is not called.
 */
export function glide(
  editor: EditorStore,
  flow: StoreApi<FlowState>,
  from: Positions,
  then: () => void,
): void {
  const ids = Object.keys(from);
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (still || ids.length === 0 || ids.length > MOST) return then();
  const places = () => editor.getState().content.document.view.positions;
  const ends = places();
  const begin = performance.now();
  const frame = (now: number) => {
    if (places() !== ends) return;
    const t = Math.min(1, Math.max(0, (now - begin) / DURATION));
    const rest = (1 - t) ** 3;
    const nodes = flow.getState().nodes.map((node) => {
      const [a, b] = [from[node.id], ends[node.id]];
      if (!a || !b || node.dragging) return node;
      return { ...node, position: { x: b.x + (a.x - b.x) * rest, y: b.y + (a.y - b.y) * rest } };
    });
    flow.setState({ nodes });
    if (t < 1) requestAnimationFrame(frame);
    else then();
  };
  frame(begin);
}
