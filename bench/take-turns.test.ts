import { describe, expect, test } from 'vitest';
import type { Rival } from './rival.ts';
import { takeTurns } from './take-turns.ts';

const log: string[] = [];

function rival(name: string, run: (steps: number) => Promise<number>, missing: string | null = null) {
  const one: Rival = {
    name,
    ready: () => Promise.resolve(missing),
    run: async (steps) => {
      log.push(`${name} ${steps}`);
      return { step: [await run(steps)] };
    },
    end: () => log.push(`${name} ends`),
  };
  return { rival: one };
}

const course = { rounds: 2, steps: 3, warmUp: 1 };

describe('rivals', () => {
  test('take turns after a warm-up', async () => {
    log.length = 0;
    const [a, b] = [rival('a', () => Promise.resolve(1)), rival('b', () => Promise.resolve(2))];
    const { turns, failures } = await takeTurns([a, b], course);
    expect(log).toEqual(['a 1', 'b 1', 'a 3', 'b 3', 'a 3', 'b 3', 'a ends', 'b ends']);
    expect(turns).toEqual([
      { contestant: a, rounds: [{ step: [1] }, { step: [1] }] },
      { contestant: b, rounds: [{ step: [2] }, { step: [2] }] },
    ]);
    expect(failures).toEqual([]);
  });

  test('go on without one that is missing and one that fails on the way', async () => {
    log.length = 0;
    let left = 2;
    const a = rival('a', () => Promise.resolve(1));
    const b = rival('b', () => Promise.resolve(1), 'no device.');
    const c = rival('c', () => (left-- > 0 ? Promise.resolve(1) : Promise.reject(new Error('device lost'))));
    const { turns, failures, skipped } = await takeTurns([a, b, c], course);
    expect(turns.map(({ contestant, rounds }) => [contestant, rounds.length])).toEqual([[a, 2]]);
    expect(failures).toEqual([
      { contestant: b, reason: 'no device' },
      { contestant: c, reason: 'device lost' },
    ]);
    expect(skipped).toEqual(['b: skipped, no device.', 'c: skipped, device lost.']);
  });

  test('take one step in each of the first three turns where they are slow', async () => {
    log.length = 0;
    const a = rival('a', () => Promise.resolve(1));
    const b = { ...rival('b', () => Promise.resolve(9)), slow: true };
    const { turns } = await takeTurns([a, b], { ...course, rounds: 5 });
    expect(turns.map(({ rounds }) => rounds.length)).toEqual([5, 3]);
    expect(log.filter((line) => line.startsWith('b'))).toEqual(['b 1', 'b 1', 'b 1', 'b 1', 'b ends']);
  });

  test('end at once when they are stopped, and what was measured stays', async () => {
    log.length = 0;
    const stop = new AbortController();
    const a = rival('a', () => Promise.resolve(1));
    const b = rival('b', (steps) => (steps === 1 ? Promise.resolve(1) : new Promise<number>((_, no) => {
      stop.abort();
      no(new Error('terminated'));
    }))); // prettier-ignore
    const rounds: number[] = [];
    const { turns, failures } = await takeTurns([a, b], {
      ...course,
      signal: stop.signal,
      onTurn: (_, round) => rounds.push(round),
    });
    expect(turns.map(({ contestant, rounds: taken }) => [contestant, taken.length])).toEqual([[a, 1]]);
    expect(failures).toEqual([]);
    expect(rounds).toEqual([0, 0, 0, 0, 1, 1]);
    expect(log.filter((line) => line.endsWith('ends')).length).toBeGreaterThanOrEqual(2);
  });
});
