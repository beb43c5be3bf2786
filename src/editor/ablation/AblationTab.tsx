import { Suspense, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { parting, type Parting } from '../../analysis/parting.ts';
import type { RunState } from '../../runtime/run-state.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { seriesValues } from '../../runtime/series.ts';
import { useLab } from '../lab/lab-context.tsx';
import { LateChartCard } from '../lab/late-chart-card.ts';
import { useRunFrames } from '../lab/use-run-frames.ts';
import { runSummary } from '../lab/run-summary.ts';
import { RunVerdict } from '../lab/RunVerdict.tsx';
import { Button } from '../ui/Button.tsx';
import type { Ablation, AblationStore } from './ablation.ts';
import type { Side } from './sides.ts';
import './ablation.css';
import { pairCharts, seedCharts } from './pair-charts.ts';
import { Results } from './Results.tsx';

/** A drawing trained with nodes and without them, side by side. */
export function AblationTab() {
  const { ablation: store } = useLab();
  const { runs, ablation, refusal } = useStore(store);
  if (!ablation || !runs) {
    return (
      <div className="lab-empty">
        <p className="lab-empty-title">What is a node good for?</p>
        <p>
          Right-click one, or several that are selected, and choose <b>Train with and without</b>: the drawing
          is trained twice from the same weights on the same batches and views, once with the nodes bypassed.
        </p>
        {refusal.map(({ message }) => (
          <p key={message} className="ablation-refusal" role="alert">
            {message}
          </p>
        ))}
      </div>
    );
  }
  return <Pair store={store} ablation={ablation} runs={runs} />;
}

interface PairProps {
  readonly store: AblationStore;
  readonly ablation: Ablation;
  readonly runs: Readonly<Record<Side, RunStore>>;
}

function Pair({ store, ablation, runs }: PairProps) {
  const { nodeTitle } = useLab();
  const { again, stop, close } = store.getState();
  const { compilations, running, seed, results, nodes } = ablation;
  const states = { with: useRunFrames(runs.with), without: useRunFrames(runs.without) };
  const parted = useParting(states.with, states.without);
  const [alone, setAlone] = useState(false);
  const titles = nodes.map(nodeTitle).join(', ');
  // a pair that is under way is looked at by itself
  const asSpread = results.length > 1 && !running && !alone;
  const charts = asSpread ? seedCharts(results, compilations) : pairCharts(states, compilations, parted);
  return (
    <div className="ablation">
      <section className="ablation-side" aria-label="With and without">
        <p className="ablation-title">
          With and without <b>{titles}</b>
        </p>
        <p className="ablation-note" aria-live="polite">
          {sentence(parted)}
        </p>
        <dl className="ablation-verdicts">
          <RunVerdict of="with" run={states.with} program={compilations.with.program!} />
          <RunVerdict of="without" run={states.without} program={compilations.without.program!} />
        </dl>
        <p className="ablation-note">
          Seed {seed} ·{' '}
          {running
            ? `step ${states.with.step} and ${states.without.step} of ${states.with.steps}`
            : runSummary(states.with)}
        </p>
        {[states.with, states.without].flatMap(({ diagnostics }) =>
          diagnostics.map(({ message }) => (
            <p key={message} className="ablation-refusal" role="alert">
              {message}
            </p>
          )),
        )}
        <div className="ablation-buttons">
          {running ? (
            <Button onClick={stop}>Stop both</Button>
          ) : (
            <Button onClick={again}>Another seed</Button>
          )}
          {results.length > 1 && !running && (
            <Button onClick={() => setAlone(!alone)}>
              {alone ? `Draw all ${results.length} seeds` : `Draw seed ${seed} alone`}
            </Button>
          )}
          <Button variant="quiet" onClick={close}>
            Close
          </Button>
        </div>
        {results.length > 0 && <Results results={results} />}
      </section>
      <div className="charts-space">
        <div className="charts">
          <Suspense fallback={null}>
            {charts.map((chart) => (
              <LateChartCard key={`${chart.id} ${asSpread ? 'all' : seed}`} chart={chart} />
            ))}
          </Suspense>
        </div>
      </div>
    </div>
  );
}

function sentence({ differ, apart }: Parting): string {
  if (differ === null) return 'The losses are the same so far.';
  if (apart === null) return `The losses differ from step ${differ} on; they have not parted for good.`;
  return `The losses differ from step ${differ} on, and stay apart from step ${apart} on.`;
}

function useParting({ loss: one }: RunState, { loss: other }: RunState): Parting {
  return useMemo(() => parting([...seriesValues(one)], [...seriesValues(other)]), [one, other]);
}
