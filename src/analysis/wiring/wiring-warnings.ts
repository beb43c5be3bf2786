import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { batchNormLeak } from './batch-norm-leak.ts';
import { partialAverage } from './partial-average.ts';
import { queueOfAll } from './queue-of-all.ts';
import { sameView } from './same-view.ts';
import { trainedTarget } from './trained-target.ts';
import { unusedFollower } from './unused-follower.ts';
import { viewsApart } from './views-apart.ts';
import type { Wiring } from './wiring.ts';

/** One rule for each wiring that compiles, trains and is wrong without anything to see in the loss. */
const RULES: readonly ((wiring: Wiring) => readonly Diagnostic[])[] = [
  trainedTarget,
  partialAverage,
  unusedFollower,
  sameView,
  viewsApart,
  queueOfAll,
  batchNormLeak,
];

/** What issue trackers of the field know as silent bugs, found in the drawing alone. */
export function wiringWarnings(wiring: Wiring): Diagnostic[] {
  return RULES.flatMap((rule) => rule(wiring));
}
