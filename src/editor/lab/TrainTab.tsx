import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { useOverlaid } from '../runs/use-overlaid.ts';
import { useLab } from './lab-context.tsx';
import { TrainEmpty } from './TrainEmpty.tsx';

/** Charts and what is read off them bring libraries along that nobody needs before training. */
const TrainView = lazy(() => import('./TrainView.tsx').then(({ TrainView }) => ({ default: TrainView })));

/** What the run shows. */
export function TrainTab() {
  const { runStore, runs } = useLab();
  const begun = useStore(runStore, ({ run, program }) => run.status !== 'idle' && program !== null);
  // kept runs can be looked at without a present one
  const kept = useOverlaid(runs).length > 0;
  if (!begun && !kept) return <TrainEmpty />;
  return (
    <Suspense fallback={begun ? null : <TrainEmpty />}>
      <TrainView />
    </Suspense>
  );
}
