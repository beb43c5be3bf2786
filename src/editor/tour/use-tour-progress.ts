import { useEffect, useState } from 'react';
import { programKey } from '../../runtime/program-key.ts';
import { useServices, type EditorServices } from '../editor-context.tsx';
import { BEGINNING, follow, goOn, type Facts, type Progress } from './tour-progress.ts';

function factsOf({ store, runStore }: EditorServices): Facts {
  const drawn = store.getState().compilation?.program;
  const { program, run } = runStore.getState();
  return {
    drawn: drawn ? programKey(drawn) : null,
    trained: program ? programKey(program) : null,
    // a run that is only being prepared has done none of its own
    steps: run.status === 'starting' ? 0 : run.step,
  };
}

/** The tour's progress, which follows what really happens in the editor and its worker. */
export function useTourProgress(): { readonly progress: Progress; readonly next: () => void } {
  const services = useServices();
  const [progress, setProgress] = useState(BEGINNING);
  useEffect(() => {
    const look = () => setProgress((now) => follow(now, factsOf(services)));
    const stop = [services.store.subscribe(look), services.runStore.subscribe(look)];
    return () => stop.forEach((end) => end());
  }, [services]);
  return { progress, next: () => setProgress((now) => goOn(now, factsOf(services))) };
}
