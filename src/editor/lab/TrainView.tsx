import { Suspense, useMemo } from 'react';
import { useStore } from 'zustand';
import { overlayCharts } from '../runs/overlay-charts.ts';
import { RunLegend } from '../runs/RunLegend.tsx';
import { useOverlaid } from '../runs/use-overlaid.ts';
import { chartList } from './chart-list.ts';
import { useLab } from './lab-context.tsx';
import { LateChartCard } from './late-chart-card.ts';
import { PictureCards } from './pictures/PictureCards.tsx';
import { readingList } from './reading-list.ts';
import { Readings } from './Readings.tsx';
import { RunVerdict } from './RunVerdict.tsx';
import { TrainEmpty } from './TrainEmpty.tsx';
import { useRunFrames } from './use-run-frames.ts';

/** The run's numbers beside the untrained encoder's, and its curves, with kept runs over them. */
export function TrainView() {
  const { runStore, runs, nodeTitle } = useLab();
  const run = useRunFrames(runStore);
  const program = useStore(runStore, (state) => state.program);
  const overlaid = useOverlaid(runs);
  const shown = run.status === 'idle' ? null : program;
  const charts = useMemo(
    () => overlayCharts(shown ? chartList(run, shown.probes, nodeTitle) : [], overlaid),
    [run, shown, nodeTitle, overlaid],
  );
  if (charts.length === 0) return <TrainEmpty />;
  return (
    <div className="lab-train">
      {shown && (
        <Readings
          first={<RunVerdict run={run} program={shown} />}
          readings={readingList(run, shown.probes, nodeTitle)}
        />
      )}
      <RunLegend late={runs} overlaid={overlaid} />
      <div className="charts-space">
        <div className="charts">
          <Suspense fallback={null}>
            {charts.map((chart) => (
              <LateChartCard key={chart.id} chart={chart} />
            ))}
          </Suspense>
          {shown && <PictureCards run={run} nodeTitle={nodeTitle} />}
        </div>
      </div>
    </div>
  );
}
