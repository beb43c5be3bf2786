import { spread } from './statistics.ts';

/** A task that kept the main thread for over 50 ms, as the browser reports it; milliseconds since the page began. */
export interface LongTask {
  readonly at: number;
  readonly duration: number;
}

export interface LongTasks {
  readonly seconds: number;
  readonly total: number;
  readonly medianPerSecond: number;
  readonly worstSecond: number;
  /** Milliseconds; 0 where there was none. */
  readonly longest: number;
}

/** Tasks that began in [from, to), counted by the second. */
export function longTasks(tasks: readonly LongTask[], from: number, to: number): LongTasks {
  const within = tasks.filter(({ at }) => at >= from && at < to);
  const perSecond = new Array<number>(Math.max(1, Math.ceil((to - from) / 1000))).fill(0);
  for (const { at } of within) perSecond[Math.floor((at - from) / 1000)]! += 1;
  return {
    seconds: (to - from) / 1000,
    total: within.length,
    medianPerSecond: spread(perSecond).median,
    worstSecond: Math.max(...perSecond),
    longest: Math.max(0, ...within.map(({ duration }) => duration)),
  };
}
