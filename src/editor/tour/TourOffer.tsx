import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/Button.tsx';
import './tour-offer.css';
import { declineTour, startTour, tour } from './tour-store.ts';

const Tour = lazy(async () => ({ default: (await import('./Tour.tsx')).Tour }));

/** Asks a first visitor whether to be shown around, without standing in the way; and shows the tour while it is open. */
export function TourOffer() {
  const { open, offered } = useStore(tour);
  return (
    <>
      {offered && (
        <div className="tour-offer" role="region" aria-label="Tour">
          <p>New here? Six stops lead from this drawing to a method you have changed and trained yourself.</p>
          <Button variant="primary" onClick={startTour}>
            Take the tour
          </Button>
          <Button variant="quiet" onClick={declineTour}>
            Not now
          </Button>
        </div>
      )}
      {open && (
        <Suspense>
          <Tour />
        </Suspense>
      )}
    </>
  );
}
