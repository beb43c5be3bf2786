import { spread, type Spread } from './statistics.ts';
import type { Turns } from './take-turns.ts';

/**
 * How many times as long one takes as the other, by the medians of each round: both met the same moments of the machine.
 * Null where either was not measured.
 */
export function ratioByRound<Who>(
  turns: readonly Turns<{ readonly who: Who }>[],
  over: Who,
  under: Who,
): Spread | null {
  const medians = (who: Who): number[] | undefined =>
    turns.find(({ contestant }) => contestant.who === who)?.rounds.map(({ step }) => spread(step!).median);
  const [above, below] = [medians(over), medians(under)];
  if (!above || !below) return null;
  // one of them may have been stopped a turn earlier
  return spread(above.slice(0, below.length).map((time, round) => time / below[round]!));
}
