import { useStore } from 'zustand';
import type { LateRuns } from './late-runs.ts';
import type { Runs } from './runs.ts';

/** Marks the tab of runs while something there is to be read: a run could not be stored, or has left for newer ones. */
export function RunsBadge({ late }: { readonly late: LateRuns }) {
  const runs = useStore(late, (state) => state.runs);
  return runs && <Badge runs={runs} />;
}

function Badge({ runs }: { readonly runs: Runs }) {
  const problems = useStore(runs.store, (state) => state.problems.length);
  const left = useStore(runs.store, (state) => (state.removed?.why === 'limit' ? 1 : 0));
  const count = problems + left;
  return (
    count > 0 && (
      <span className="badge" data-severity="warning">
        {count}
      </span>
    )
  );
}
