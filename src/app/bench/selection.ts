import { TIMED_TEMPLATES, TIMED_WORKLOADS, type TimedTask } from '../../../bench/tasks.ts';
import type { FoundBackend } from '../../../bench/rivals/page/worker.ts';
import type { BackendName } from '../../../workers/protocol.ts';
import type { Selection } from './bench-state.ts';

export const BACKENDS: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];
export const TIMED_TASKS: readonly TimedTask[] = [...TIMED_WORKLOADS, ...TIMED_TEMPLATES];
export const MAX_ROUNDS = 50;
export const MAX_STEPS = 100;
const ROUNDS = 5;

/**
 * What an address asks for, such as `?backends=wasm&tasks=A,dino&rounds=3&steps=2`. Without: workload A on all backends that
 * compute on hardware; plain JavaScript only on demand, it takes minutes.
 */
export function readSelection(query: URLSearchParams, found: readonly FoundBackend[]): Selection {
  const list = (name: string): string[] | undefined => query.get(name)?.split(',');
  const worthIt = ({ backend, usable, software }: FoundBackend): boolean =>
    usable && !software && backend !== 'cpu';
  const [backends, tasks] = [list('backends'), list('tasks')];
  return {
    backends: BACKENDS.filter((id) =>
      backends ? backends.includes(id) : found.some((one) => one.backend === id && worthIt(one)),
    ),
    tasks: TIMED_TASKS.map(({ id }) => id).filter((id) => (tasks ? tasks.includes(id) : id === 'A')),
    rounds: wholeNumber(query.get('rounds'), MAX_ROUNDS) ?? ROUNDS,
    steps: wholeNumber(query.get('steps'), MAX_STEPS),
  };
}

/** Null for what is no whole number from 1 to `most`. */
export function wholeNumber(text: string | null, most: number): number | null {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= most ? value : null;
}
