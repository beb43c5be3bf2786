import { InvalidArgumentError } from 'commander';
import { parseSeeds } from '../base/seed-list.ts';

/** A parser of whole numbers from `minimum` to `maximum`, for an option of the command line. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Collects an option that may be given several times. */
export function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

/** A parser of seeds, `1,2,3`. */
export function seeds(text: string): readonly number[] {
  const parsed = parseSeeds(text);
  if (parsed.ok) return parsed.value;
  throw new InvalidArgumentError(parsed.problems.join(' '));
}
