import { canvasView, type MeasuredNode } from '../canvas/canvas-view.ts';
import { layOut } from '../commands/lay-out.ts';
import { moveNodes, type Positions } from '../commands/move-nodes.ts';
import type { EditorServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { align, distribute, type Axis, type Edge } from './align.ts';

type Services = Pick<EditorServices, 'store'>;

/** The selected cards as they are drawn. */
function selectedBoxes({ store }: Services): Map<string, MeasuredNode> {
  const chosen = new Set(store.getState().selection.nodes);
  return new Map([...(canvasView()?.nodes() ?? [])].filter(([id]) => chosen.has(id)));
}

export function alignSelection(services: Services, edge: Edge): void {
  const boxes = selectedBoxes(services);
  if (boxes.size < 2) return;
  const move = moveNodes(align(boxes, edge));
  services.store.getState().run({ ...move, name: `Align ${boxes.size} nodes: ${edge}` });
}

export function distributeSelection(services: Services, axis: Axis): void {
  const boxes = selectedBoxes(services);
  if (boxes.size < 3) return;
  const move = moveNodes(distribute(boxes, axis));
  services.store.getState().run({ ...move, name: `Distribute ${boxes.size} nodes ${axis}ly` });
}

/** Lays out the selected nodes, or all of them where fewer than two are selected. */
export async function layOutSelection({ store }: Services): Promise<void> {
  const view = canvasView();
  const { content, selection } = store.getState();
  if (!view) return;
  const all = view.nodes();
  const some = selection.nodes.length > 1;
  const chosen = new Set(some ? selection.nodes : graphOf(content).nodes.map(({ id }) => id));
  const nodes = new Map([...all].filter(([id]) => chosen.has(id)));
  if (nodes.size < 2) return;
  let places: Positions;
  try {
    const [{ layoutTask }, { runLayout }] = await Promise.all([
      import('./layout-graph.ts'),
      import('./layout-engine.ts'),
    ]);
    const { question, read } = layoutTask(graphOf(content), nodes);
    places = read(await runLayout(question));
  } catch (error) {
    return view.say(`The layout could not be computed (${String(error)}). The drawing is as it was.`);
  }
  // what has been drawn or deleted while the engine was thinking makes its answer one to another question
  if (graphOf(store.getState().content) !== graphOf(content)) return;
  const before = Object.fromEntries([...nodes].map(([id, { x, y }]) => [id, { x, y }]));
  store.getState().run(layOut(places));
  view.glide(before, () => {
    if (!some) store.getState().fitView();
  });
}
