import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { chartList } from './chart-list.ts';
import { useLab } from './lab-context.tsx';
import { readingList } from './reading-list.ts';
import { RunVerdict } from './RunVerdict.tsx';
import { Readings } from './Readings.tsx';
import { useRunFrames } from './use-run-frames.ts';

/** Charts bring a library along that nobody needs before training. */
const ChartCard = lazy(() => import('./ChartCard.tsx').then(({ ChartCard }) => ({ default: ChartCard })));
const PictureCards = lazy(() =>
  import('./pictures/PictureCards.tsx').then(({ PictureCards }) => ({ default: PictureCards })),
);

/** What the run shows: its numbers beside the untrained encoder's, and their curves. */
export function TrainTab() {
  const { runStore, nodeTitle, compilation } = useLab();
  const run = useRunFrames(runStore);
  const program = useStore(runStore, (state) => state.program);
  if (run.status === 'idle' || !program) {
    const probes = compilation?.program?.probes.length ?? 0;
    return (
      <div className="lab-empty">
        <p className="lab-empty-title">Nothing has been trained yet.</p>
        <p>
          Press <b>Train</b> above: the loss and{' '}
          {probes > 0 ? 'what the probes measure appear' : 'its curve appear'} here, each number beside the
          untrained encoder’s.
        </p>
        {compilation?.program && probes === 0 && (
          <p>
            The drawing has no probe. Add “Embedding statistics” or “kNN and twin retrieval” to see what is
            learnt.
          </p>
        )}
      </div>
    );
  }
  return (
    <div className="lab-train">
      <Readings
        first={<RunVerdict run={run} program={program} />}
        readings={readingList(run, program.probes, nodeTitle)}
      />
      <div className="charts-space">
        <div className="charts">
          <Suspense fallback={null}>
            {chartList(run, program.probes, nodeTitle).map((chart) => (
              <ChartCard key={chart.id} chart={chart} />
            ))}
            <PictureCards run={run} nodeTitle={nodeTitle} />
          </Suspense>
        </div>
      </div>
    </div>
  );
}
