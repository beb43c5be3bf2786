import { useStore } from 'zustand';
import { Button } from '../ui/Button.tsx';
import { runLabel } from './overlay-charts.ts';
import type { RunsStore } from './runs-store.ts';
import { MOST_RUNS } from './superfluous-runs.ts';

/** What did not work, and what has left the list and can be brought back. */
export function RunsNotices({ store }: { readonly store: RunsStore }) {
  const problems = useStore(store, (state) => state.problems);
  const removed = useStore(store, (state) => state.removed);
  return (
    <>
      {problems.map(({ code, message }) => (
        <p key={`${code} ${message}`} className="runs-problem" role="alert">
          {message} <code>{code}</code>
        </p>
      ))}
      {removed && (
        <p className="runs-notice" role="status">
          {removed.why === 'deleted'
            ? `“${runLabel(removed.run)}” was deleted.`
            : `“${runLabel(removed.run)}” has left to make room: the newest ${MOST_RUNS} runs are kept, and all that are pinned.`}{' '}
          <Button onClick={() => void store.getState().bringBack()}>
            {removed.why === 'deleted' ? 'Bring it back' : 'Bring it back, pinned'}
          </Button>
        </p>
      )}
    </>
  );
}
