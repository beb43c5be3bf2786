import { useEffect, useState } from 'react';
import type { RunState } from '../../runtime/run-state.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';

/** Milliseconds between two frames of the lab: numbers that change faster cannot be read. */
const INTERVAL = 100;

/** The run as it was at the last frame: at most about ten times a second, and never while the page is hidden. */
export function useRunFrames(store: RunStore): RunState {
  const [run, setRun] = useState(() => store.getState().run);
  useEffect(() => {
    let frame = 0;
    let last = -Infinity;
    const tick = (now: number) => {
      frame = 0;
      if (now - last < INTERVAL) return wait();
      last = now;
      setRun(store.getState().run);
    };
    const wait = () => {
      if (frame === 0) frame = requestAnimationFrame(tick);
    };
    wait();
    const unsubscribe = store.subscribe(wait);
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [store]);
  return run;
}
