import { PROVEN, type Measured } from './run-proof.ts';

/** What of a proof differs by more than is allowed. */
export function differences(measured: Measured, tolerance: number): string[] {
  if (measured.problem !== undefined) return [measured.problem];
  return PROVEN.flatMap((kind) => {
    const { error, at } = measured[kind] ?? { error: NaN, at: 'nowhere' };
    return error <= tolerance ? [] : [`${kind} of ${at}: ${error}`];
  });
}
