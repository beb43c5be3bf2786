import { useEffect } from 'react';
import type { Actions } from '../actions/actions-context.tsx';
import { chordOf } from '../actions/chord.ts';
import { ACTIONS } from '../actions/index.ts';
import { actionOf, editsText } from '../actions/keymap.ts';

const EVERYWHERE = ACTIONS.filter((action) => !action.onDrawing);
const ON_DRAWING = ACTIONS.filter((action) => action.onDrawing);

/** Whether keys go to the drawing: to it as a whole, to a node or a wire of it, or to nothing in particular. */
function isDrawing(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target === document.body || target.matches('.canvas, .react-flow__node, .react-flow__edge');
}

/** Whether keys go to a dialog or a popup, which the drawing lies behind. */
function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
}

/** Listens for the editor's keys. */
export function useShortcuts({ context, keymap }: Actions): void {
  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (event.defaultPrevented || inDialog(event.target)) return;
      const chord = chordOf(event);
      if (chord === null) return;
      const action = actionOf(chord, editsText(event.target), EVERYWHERE, keymap.getState().keymap);
      if (!action || (action.native && action.keys?.includes(chord))) return;
      // Escape closes what is open besides
      if (chord !== 'Escape') event.preventDefault();
      if (action.enabled?.(context) ?? true) action.run(context);
    };
    // before the canvas hears of them, which has uses of its own for arrow keys and Enter
    const actOnDrawing = (event: KeyboardEvent) => {
      if (!isDrawing(event.target)) return;
      const chord = chordOf(event);
      if (chord === null) return;
      const action = actionOf(chord, false, ON_DRAWING, keymap.getState().keymap);
      if (!action || !(action.enabled?.(context) ?? true)) return;
      event.preventDefault();
      event.stopPropagation();
      action.run(context);
    };
    window.addEventListener('keydown', act);
    window.addEventListener('keydown', actOnDrawing, { capture: true });
    return () => {
      window.removeEventListener('keydown', act);
      window.removeEventListener('keydown', actOnDrawing, { capture: true });
    };
  }, [context, keymap]);
}
