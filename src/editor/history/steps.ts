import type { History } from '../store/history.ts';

/** A state the drawing was in or can be brought to again. */
export interface Step {
  /** What was done to come here. */
  readonly name: string;
  /** How far it is from the present: below zero in the past. */
  readonly distance: number;
}

/** The states the history can go to, the newest first, down to the one everything began with. */
export function historySteps({ past, future }: History): Step[] {
  return [
    ...future.map(({ name }, i) => ({ name, distance: i + 1 })).reverse(),
    ...past.map(({ name }, i) => ({ name, distance: i + 1 - past.length })).reverse(),
    { name: 'Beginning', distance: 0 - past.length },
  ];
}
