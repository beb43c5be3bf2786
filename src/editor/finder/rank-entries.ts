import { go } from 'fuzzysort';
import type { FinderEntry } from './finder-entries.ts';

/** Weaker likenesses than this are accidents of letters. */
const THRESHOLD = 0.3;
/** What is found by its other words comes after what is found by its title, and what cannot be done after what can. */
const BY_OTHER_WORDS = 0.8;
const DISABLED = 0.7;

/** The entries that have the query's letters in order, the likeliest first; all of them, in their order, without a query. */
export function rankEntries(entries: readonly FinderEntry[], query: string): readonly FinderEntry[] {
  const wanted = query.trim();
  if (wanted === '') return entries;
  return go(wanted, entries, {
    keys: ['title', ({ note, words }: FinderEntry) => `${note} ${words}`],
    limit: 0,
    threshold: THRESHOLD,
    scoreFn: (found) => {
      const inTitle = found[0]?.score ?? 0;
      const score = Math.max(inTitle, found.score * BY_OTHER_WORDS);
      return found.obj.disabled ? score * DISABLED : score;
    },
  }).map(({ obj }) => obj);
}
