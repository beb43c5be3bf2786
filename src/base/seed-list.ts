import { failure, success, type Outcome } from './outcome.ts';

/** Reads seeds such as `1, 2, 3`, each of them once. Fails with a sentence for people. */
export function parseSeeds(text: string): Outcome<readonly number[], string> {
  const seeds = text.split(',').map((entry) => Number(entry.trim() || NaN));
  const right = seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32);
  if (!right) return failure([`Seeds are whole numbers from 0 to ${2 ** 32 - 1}, such as 1, 2, 3.`]);
  return success([...new Set(seeds)]);
}
