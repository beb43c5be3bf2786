import type { Contestant, Times } from './contestant.ts';

export interface Turns<C> {
  readonly contestant: C;
  /** What it took in each of its turns, in their order. */
  readonly rounds: readonly Times[];
}

interface Course {
  readonly rounds: number;
  /** Steps of a turn. */
  readonly steps: number;
  readonly warmUp: number;
}

/**
 * Lets all that can be timed take turns, so that a busy moment of the machine meets each of them, and ends all. Those that
 * cannot are left out; `skipped` says why.
 */
export async function takeTurns<C extends { readonly rival: Contestant }>(
  all: readonly C[],
  { rounds, steps, warmUp }: Course,
): Promise<{ readonly turns: readonly Turns<C>[]; readonly skipped: readonly string[] }> {
  try {
    const turns: { contestant: C; rounds: Times[] }[] = [];
    const skipped: string[] = [];
    for (const contestant of all) {
      const missing = await contestant.rival.ready();
      if (missing === null) turns.push({ contestant, rounds: [] });
      else skipped.push(`${contestant.rival.name}: skipped, ${missing}.`);
    }
    for (const { contestant } of turns) await contestant.rival.run(warmUp);
    for (let round = 0; round < rounds; round++) {
      for (const turn of turns) turn.rounds.push(await turn.contestant.rival.run(steps));
    }
    return { turns, skipped };
  } finally {
    for (const { rival } of all) rival.end();
  }
}
