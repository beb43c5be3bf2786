import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Area } from '../annotations/area.ts';
import { canvasView, type Point } from '../canvas/canvas-view.ts';
import { pasteNodes, type PasteOptions } from '../commands/paste-nodes.ts';
import type { EditorServices } from '../editor-context.tsx';
import { clipOf, type Clip } from './clip.ts';
import { readClip } from './read-clip.ts';

type Services = Pick<EditorServices, 'store' | 'registry'>;

/** How far a copy stands from what it was copied from. */
const STEP = 40;
/** A card's usual size, for nodes that have not been drawn here. */
const CARD = { width: 184, height: 120 };

/** Pastes text at the pointer, or beside where the nodes were copied; what cannot be pasted says why. */
export function pasteText(services: Services, text: string, linked = false): void {
  const clip = readClip(text);
  if (!clip.ok) return refuse(clip.problems);
  const pointer = canvasView()?.pointer() ?? null;
  put(services, clip.value, {
    by: pointer ? toPoint(clip.value, pointer) : beside(services, clip.value),
    linked,
  });
}

/** Copies what is selected beside itself, with the wires that come in. */
export function duplicateSelection(services: Services): void {
  const { content, selection } = services.store.getState();
  const clip = clipOf(content, selection.nodes, selection.notes);
  if (clip) put(services, clip, { by: beside(services, clip), linked: true, verb: 'Duplicate' });
}

function put({ store, registry }: Services, clip: Clip, options: PasteOptions): void {
  const { content, run, select } = store.getState();
  const pasting = pasteNodes(content, registry, clip, options);
  if (!pasting.ok) return refuse(pasting.problems);
  run(pasting.value.command);
  const { nodes, notes } = pasting.value;
  select({ nodes, edges: [], ...(notes.length > 0 ? { notes } : {}) });
}

function refuse([problem]: readonly Diagnostic[]): void {
  if (problem) canvasView()?.say(problem.message);
}

/** What the cards, frames and comments of a drawing cover, as far as it is known where they are. */
function areasOf({ positions, frames, comments }: UnlabelDocument['view']): readonly Area[] {
  return [...Object.values(positions).map((at) => ({ ...CARD, ...at })), ...frames, ...comments];
}

/** From the middle of what is copied to the point, by whole steps of the grid. */
export function toPoint({ drawing }: Clip, { x, y }: Point): Point {
  const areas = areasOf(drawing.view);
  if (areas.length === 0) return { x, y };
  const by = (to: number, starts: readonly number[], ends: readonly number[]) =>
    Math.round((to - (Math.min(...starts) + Math.max(...ends)) / 2) / 10) * 10;
  return {
    x: by(
      x,
      areas.map((area) => area.x),
      areas.map((area) => area.x + area.width),
    ),
    y: by(
      y,
      areas.map((area) => area.y),
      areas.map((area) => area.y + area.height),
    ),
  };
}

/** As many steps down and to the right as it takes to cover no copy that is there already. */
function beside({ store }: Pick<Services, 'store'>, { drawing }: Clip): Point {
  const taken = areasOf(store.getState().content.document.view);
  const places = areasOf(drawing.view);
  const covers = (by: number) =>
    places.some(({ x, y }) => taken.some((other) => other.x === x + by && other.y === y + by));
  let by = STEP;
  while (covers(by)) by += STEP;
  return { x: by, y: by };
}
