import type { Rival, Times } from './rival.ts';

export interface Turns<C> {
  readonly contestant: C;
  /** What it took in each of its turns, in their order. */
  readonly rounds: readonly Times[];
}

export interface Failure<C> {
  readonly contestant: C;
  readonly reason: string;
}

export interface Standings<C> {
  readonly turns: readonly Turns<C>[];
  readonly failures: readonly Failure<C>[];
  /** The failures in words. */
  readonly skipped: readonly string[];
}

interface Contestant {
  readonly rival: Rival;
  /** A step of it takes many seconds: one in each of the first turns has to do. */
  readonly slow?: boolean;
}

/** What a slow contestant takes at most. */
const FEW = { rounds: 3, steps: 1 };

interface Course<C> {
  readonly rounds: number;
  /** Steps of a turn. */
  readonly steps: number;
  readonly warmUp: number;
  /** Hears of every turn before it begins; `round` is 0 while all get ready. */
  readonly onTurn?: (next: C, round: number, standings: Standings<C>) => void;
  /** Ends all early; what has been measured is given. */
  readonly signal?: AbortSignal;
}

/**
 * Lets all that can be timed take turns, so that a busy moment of the machine meets each of them, and ends all. Those that
 * cannot, or no longer, are left out with the reason.
 */
export async function takeTurns<C extends Contestant>(
  all: readonly C[],
  { rounds, steps, warmUp, onTurn, signal }: Course<C>,
): Promise<Standings<C>> {
  const turns = all.map((contestant) => ({ contestant, rounds: [] as Times[] }));
  const failures: Failure<C>[] = [];
  const failed = (contestant: C): boolean => failures.some((failure) => failure.contestant === contestant);
  const standings = (): Standings<C> => ({
    turns: turns.filter(({ contestant, rounds: taken }) => taken.length > 0 && !failed(contestant)),
    failures: [...failures],
    skipped: failures.map(({ contestant, reason }) => `${contestant.rival.name}: skipped, ${reason}.`),
  });
  /** Each in turn; one that fails is out. */
  const everyone = async (round: number, take: (turn: (typeof turns)[number]) => Promise<string | null>) => {
    for (const turn of turns) {
      const { contestant } = turn;
      if (signal?.aborted || failed(contestant)) continue;
      onTurn?.(contestant, round, standings());
      const reason = await take(turn).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      if (reason === null || signal?.aborted) continue;
      failures.push({ contestant, reason: reason.replace(/\.$/, '') });
      contestant.rival.end();
    }
  };
  const end = (): void => all.forEach(({ rival }) => rival.end());
  signal?.addEventListener('abort', end, { once: true });
  try {
    await everyone(0, ({ contestant }) => contestant.rival.ready());
    await everyone(0, ({ contestant: { rival, slow } }) =>
      rival.run(slow ? FEW.steps : warmUp).then(() => null),
    );
    for (let round = 1; round <= rounds; round++) {
      await everyone(round, async ({ contestant, rounds: taken }) => {
        if (contestant.slow && round > FEW.rounds) return null;
        taken.push(await contestant.rival.run(contestant.slow ? FEW.steps : steps));
        return null;
      });
    }
    return standings();
  } finally {
    end();
  }
}
