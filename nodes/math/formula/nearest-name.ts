/** Number of characters to add, drop or change to make one word of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The known name that looks most like a word, letters' case aside; undefined where none looks like it. */
export function nearestName(word: string, known: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let [best, least]: [string | undefined, number] = [undefined, Math.max(1, Math.floor(word.length / 2)) + 1];
  for (const name of known) {
    const far = distance(lower, name.toLowerCase());
    if (far < least) [best, least] = [name, far];
  }
  return best;
}
