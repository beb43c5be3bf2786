import type { History } from '../store/history.ts';

/** What happened between two states of the history, in words; null where nothing new did. */
export function stepMade(before: History, after: History): string | null {
  const [was, is] = [before.past.at(-1), after.past.at(-1)];
  if (is === was) return null;
  const back = after.future[0];
  if (back && back !== before.future[0] && back === was) return `Undone: ${back.name}`;
  if (is && is === before.future[0]) return `Redone: ${is.name}`;
  return is ? is.name : null;
}
