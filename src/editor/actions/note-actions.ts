import { areaAround } from '../annotations/area.ts';
import { startEditing } from '../annotations/editing.ts';
import { canvasView } from '../canvas/canvas-view.ts';
import { addComment, addFrame, type NewNote } from '../commands/add-note.ts';
import type { EditorServices } from '../editor-context.tsx';
import type { Action, ActionContext } from './action.ts';

const round = (value: number): number => Math.round(value / 10) * 10;

/** Adds a note, selected, with its text ready to be written. */
function add({ store }: EditorServices, { command, note }: NewNote): void {
  store.getState().run(command);
  store.getState().select({ nodes: [], edges: [], notes: [note] });
  startEditing(note);
}

function chosen({ services }: ActionContext): readonly string[] {
  const { nodes, notes = [] } = services.store.getState().selection;
  return [...nodes, ...notes];
}

function onlyNote({ services }: ActionContext): string | undefined {
  const { nodes, edges, notes = [] } = services.store.getState().selection;
  return nodes.length + edges.length === 0 && notes.length === 1 ? notes[0] : undefined;
}

/** Frames and comments: what a drawing says to its readers. */
export const NOTE_ACTIONS: readonly Action[] = [
  {
    id: 'arrange.frame',
    title: 'Frame the selection',
    section: 'Arrange',
    keys: ['Shift+F'],
    enabled: (context) => chosen(context).length > 0,
    run: (context) => {
      const { services } = context;
      const nodes = canvasView()?.nodes();
      const boxes = chosen(context).flatMap((id) => nodes?.get(id) ?? []);
      if (boxes.length > 0) add(services, addFrame(services.store.getState().content, areaAround(boxes)));
    },
  },
  {
    id: 'edit.comment',
    title: 'Add comment',
    section: 'Edit',
    keys: ['Shift+C'],
    run: ({ services }) => {
      const view = canvasView();
      const at = view?.pointer() ?? view?.middle() ?? { x: 0, y: 0 };
      const area = { x: round(at.x), y: round(at.y), width: 200, height: 80 };
      add(services, addComment(services.store.getState().content, area));
    },
  },
  {
    id: 'edit.write',
    title: 'Write the frame’s title or the comment',
    section: 'Edit',
    keys: ['F2'],
    enabled: (context) => onlyNote(context) !== undefined,
    run: (context) => {
      const note = onlyNote(context);
      if (note !== undefined) startEditing(note);
    },
  },
];
