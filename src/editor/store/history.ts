import { applyPatches, enablePatches, produceWithPatches, type Patch } from 'immer';
import { strayWaypoints } from '../../document/waypoints.ts';
import type { Command } from '../commands/command.ts';
import type { Content } from './content.ts';

enablePatches();

/** One undoable step: how to do it again and how to take it back. */
export interface HistoryEntry {
  readonly name: string;
  readonly merge: string | undefined;
  readonly forward: readonly Patch[];
  readonly backward: readonly Patch[];
}

export interface History {
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
  /** Whether the newest entry may still take up commands of the same gesture. */
  readonly open: boolean;
}

export const EMPTY_HISTORY: History = { past: [], future: [], open: false };

/** Older steps are forgotten. */
const LIMIT = 500;

export interface Revision {
  readonly content: Content;
  readonly history: History;
}

function samePaths(a: readonly Patch[], b: readonly Patch[]): boolean {
  return (
    a.length === b.length &&
    a.every((patch, i) => {
      const other = b[i];
      return (
        patch.op === 'replace' && other?.op === 'replace' && patch.path.join('/') === other.path.join('/')
      );
    })
  );
}

/** Two entries of one gesture as one. Where both replace the same fields, what lay between is dropped. */
function merged(first: HistoryEntry, second: HistoryEntry): HistoryEntry {
  if (samePaths(first.forward, second.forward)) return { ...second, backward: first.backward };
  return {
    ...second,
    forward: [...first.forward, ...second.forward],
    backward: [...second.backward, ...first.backward],
  };
}

/** What a command makes of a content. Points vanish with their wire, whichever command took it. */
function carriedOut(content: Content, command: Command): [Content, readonly Patch[], readonly Patch[]] {
  const [next, forward, backward] = produceWithPatches(content, command.apply);
  const stray = next.document.stages === content.document.stages ? [] : strayWaypoints(next.document);
  if (stray.length === 0) return [next, forward, backward];
  const [tidy, forth, back] = produceWithPatches(next, ({ document }) => {
    for (const wire of stray) Reflect.deleteProperty(document.view.waypoints, wire);
  });
  return [tidy, [...forward, ...forth], [...back, ...backward]];
}

/**
 * Carries a command out and records it. Commands of one gesture (equal `merge`, nothing between them, gesture not ended)
 * become one step. A command that changes nothing leaves no trace.
 */
export function perform({ content, history }: Revision, command: Command): Revision {
  const [next, forward, backward] = carriedOut(content, command);
  if (forward.length === 0) return { content, history };
  const entry: HistoryEntry = { name: command.name, merge: command.merge, forward, backward };
  const last = history.past.at(-1);
  const joins = history.open && last !== undefined && entry.merge !== undefined && last.merge === entry.merge;
  const past = joins ? [...history.past.slice(0, -1), merged(last, entry)] : [...history.past, entry];
  return {
    content: next,
    history: { past: past.slice(-LIMIT), future: [], open: command.merge !== undefined },
  };
}

/** The present without its newest step, or the same where there is none. */
export function undo({ content, history }: Revision): Revision {
  const entry = history.past.at(-1);
  if (!entry) return { content, history };
  return {
    content: applyPatches(content, entry.backward),
    history: { past: history.past.slice(0, -1), future: [entry, ...history.future], open: false },
  };
}

/** The step taken back last, done again. */
export function redo({ content, history }: Revision): Revision {
  const entry = history.future[0];
  if (!entry) return { content, history };
  return {
    content: applyPatches(content, entry.forward),
    history: { past: [...history.past, entry], future: history.future.slice(1), open: false },
  };
}

/** Takes back as many steps as `steps` is below zero, or does as many again as it is above; at most those there are. */
export function travel(revision: Revision, steps: number): Revision {
  const move = steps < 0 ? undo : redo;
  let there = revision;
  for (let left = Math.abs(steps); left > 0; left--) {
    const next = move(there);
    if (next.history === there.history) break;
    there = next;
  }
  return there;
}

/** Ends a gesture: what follows is a step of its own. */
export function seal(history: History): History {
  return history.open ? { ...history, open: false } : history;
}
