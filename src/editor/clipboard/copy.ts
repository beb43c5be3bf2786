import { deleteElements } from '../commands/delete-elements.ts';
import type { EditorServices } from '../editor-context.tsx';
import { writeClip } from './write-clip.ts';
import { clipOf } from './clip.ts';

type Services = Pick<EditorServices, 'store'>;

/** The selected nodes, frames and comments as text; null where none is selected. */
export function copySelection({ store }: Services): string | null {
  const { content, selection } = store.getState();
  const clip = clipOf(content, selection.nodes, selection.notes);
  return clip && writeClip(clip);
}

/** As `copySelection`, and deletes them. */
export function cutSelection({ store }: Services): string | null {
  const text = copySelection({ store });
  const { selection, run } = store.getState();
  if (text === null) return null;
  const remove = deleteElements(selection.nodes, [], selection.notes);
  run({ ...remove, name: remove.name.replace('Delete', 'Cut') });
  return text;
}
