import fuzzysort from 'fuzzysort';

/** Texts a thing is found by, the one that counts most first. */
type Texts = readonly string[];

const THRESHOLD = 0.3;
/** Of two matches, the one in the label comes first even where it is somewhat worse. */
const LATER = 0.85;

/**
 * Things whose texts have the query's letters in order, best first; equally good ones stay in the order given. With
 * several words, each must be found somewhere. Without a query, all of them. A thing of less weight must match better.
 */
export function fuzzy<T>(
  things: readonly T[],
  query: string,
  textsOf: (thing: T) => Texts,
  weightOf: (thing: T) => number = () => 1,
): readonly T[] {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return things;
  const whole = (texts: Texts) => best(words.join(' '), texts);
  return things
    .flatMap((thing, place) => {
      const texts = textsOf(thing);
      const each = words.map((word) => best(word, texts));
      const score = Math.max(whole(texts), Math.min(...each)) * weightOf(thing);
      return score > 0 ? [{ thing, score, place }] : [];
    })
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ thing }) => thing);
}

function best(word: string, texts: Texts): number {
  return Math.max(
    0,
    ...texts.map((text, i) => {
      // “Stop-gradient” is found as “stopgrad” too
      const joined = text.replace(/[^\p{L}\p{N} ]/gu, '');
      const score = Math.max(scoreOf(word, text), joined === text ? 0 : scoreOf(word, joined));
      return score < THRESHOLD ? 0 : score * (i === 0 ? 1 : LATER);
    }),
  );
}

function scoreOf(word: string, text: string): number {
  return fuzzysort.single(word, text)?.score ?? 0;
}
