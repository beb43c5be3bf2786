import { fingerprint } from '../ir/fingerprint.ts';
import type { RunState } from './run-state.ts';
import { seriesValues } from './series.ts';

/** Equal for runs whose final weights, states and losses agree in every bit; null where that is not known. */
export function runFingerprint({ finish, loss }: Pick<RunState, 'finish' | 'loss'>): string | null {
  return finish?.digest ? fingerprint(finish.digest, seriesValues(loss)) : null;
}
