import { fuzzy } from '../wiring/fuzzy.ts';
import type { FinderEntry } from './finder-entries.ts';

/** What cannot be done now comes after what can, unless it is much more alike. */
const DISABLED = 0.7;

/** The entries that have the query's letters in order, the likeliest first; all of them, in their order, without a query. */
export function rankEntries(entries: readonly FinderEntry[], query: string): readonly FinderEntry[] {
  return fuzzy(
    entries,
    query,
    ({ title, note, words }) => [title, note, words],
    ({ disabled }) => (disabled ? DISABLED : 1),
  );
}
