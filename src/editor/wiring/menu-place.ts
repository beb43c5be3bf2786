import { focusDrawing } from './focus-drawing.ts';
import { closeWiringMenu } from './wiring-menu.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a menu opens that no pointer has a place for: at the right of a node, or in the middle of the drawing. */
export function menuPlace(node?: string): Point {
  const card =
    node === undefined
      ? null
      : document.querySelector(`.react-flow__node[data-id="${CSS.escape(node)}"]`)?.getBoundingClientRect();
  if (card) return { x: card.right + 12, y: card.top };
  const area = document.querySelector('.canvas')?.getBoundingClientRect();
  return area ? { x: area.x + area.width / 2, y: area.y + area.height / 2 } : { x: 0, y: 0 };
}

/** Tab in a menu goes on to what comes after the drawing's own place in the order: its nodes. */
export function leaveMenu(backwards: boolean): void {
  closeWiringMenu();
  const first = document.querySelector<HTMLElement>(
    '.canvas :is(.react-flow__node, .react-flow__controls-button)',
  );
  if (backwards || !first) focusDrawing();
  else first.focus();
}
