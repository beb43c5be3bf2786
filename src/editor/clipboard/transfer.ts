import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { canvasView, type Point } from '../canvas/canvas-view.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { pasteNodes, type PasteOptions } from '../commands/paste-nodes.ts';
import type { EditorServices } from '../editor-context.tsx';
import { clipOf, type Clip } from './clip.ts';
import { readClip, writeClip } from './clip-text.ts';

type Services = Pick<EditorServices, 'store' | 'registry'>;

/** How far a copy stands from what it was copied from. */
const STEP = 40;
/** A card's usual size, for nodes that have not been drawn here. */
const CARD = { width: 184, height: 120 };

/** The selected nodes as text; null where none is selected. */
export function copySelection({ store }: Pick<Services, 'store'>): string | null {
  const { content, selection } = store.getState();
  const clip = clipOf(content, selection.nodes);
  return clip && writeClip(clip);
}

/** As `copySelection`, and deletes them. */
export function cutSelection({ store }: Pick<Services, 'store'>): string | null {
  const text = copySelection({ store });
  const { selection, run } = store.getState();
  if (text === null) return null;
  const remove = deleteElements(selection.nodes, []);
  run({ ...remove, name: remove.name.replace('Delete', 'Cut') });
  return text;
}

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

/** Copies the selected nodes beside themselves, with the wires that come in. */
export function duplicateSelection(services: Services): void {
  const { content, selection } = services.store.getState();
  const clip = clipOf(content, selection.nodes);
  if (clip) put(services, clip, { by: beside(services, clip), linked: true, verb: 'Duplicate' });
}

function put({ store, registry }: Services, clip: Clip, options: PasteOptions): void {
  const { content, run, select } = store.getState();
  const pasting = pasteNodes(content, registry, clip, options);
  if (!pasting.ok) return refuse(pasting.problems);
  run(pasting.value.command);
  select({ nodes: pasting.value.nodes, edges: [] });
}

function refuse([problem]: readonly Diagnostic[]): void {
  if (problem) canvasView()?.say(problem.message);
}

/** From the middle of the nodes to the point, by whole steps of the grid. */
export function toPoint({ drawing }: Clip, { x, y }: Point): Point {
  const places = Object.values(drawing.view.positions);
  if (places.length === 0) return { x, y };
  const middle = (values: readonly number[], size: number) =>
    (Math.min(...values) + Math.max(...values) + size) / 2;
  const round = (value: number) => Math.round(value / 10) * 10;
  return {
    x: round(
      x -
        middle(
          places.map((place) => place.x),
          CARD.width,
        ),
    ),
    y: round(
      y -
        middle(
          places.map((place) => place.y),
          CARD.height,
        ),
    ),
  };
}

/** As many steps down and to the right as it takes to cover no copy that is there already. */
function beside({ store }: Pick<Services, 'store'>, { drawing }: Clip): Point {
  const taken = Object.values(store.getState().content.document.view.positions);
  const places = Object.values(drawing.view.positions);
  const covers = (by: number) =>
    places.some(({ x, y }) => taken.some((other) => other.x === x + by && other.y === y + by));
  let by = STEP;
  while (covers(by)) by += STEP;
  return { x: by, y: by };
}
