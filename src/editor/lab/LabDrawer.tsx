import { Tabs } from '@base-ui/react/tabs';
import { lazy, Suspense, useMemo } from 'react';
import { useStore } from 'zustand';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { RunsBadge } from '../runs/RunsBadge.tsx';
import '../shell/tabs.css';
import { StepTab } from '../stepper/StepTab.tsx';
import { WeightsMenu } from '../weights/WeightsMenu.tsx';
import './lab.css';
import { useLab } from './lab-context.tsx';
import type { LabTab } from './lab-tab.ts';
import { problemList } from './problem-list.ts';
import { ProblemsTab } from './ProblemsTab.tsx';
import { TrainTab } from './TrainTab.tsx';

const AblationTab = lazy(() =>
  import('../ablation/AblationTab.tsx').then(({ AblationTab }) => ({ default: AblationTab })),
);
const EmbeddingTab = lazy(() =>
  import('../embedding/EmbeddingTab.tsx').then(({ EmbeddingTab }) => ({ default: EmbeddingTab })),
);

const SweepTab = lazy(() => import('../sweep/SweepTab.tsx').then(({ SweepTab }) => ({ default: SweepTab })));
const RunsTab = lazy(() => import('../runs/RunsTab.tsx').then(({ RunsTab }) => ({ default: RunsTab })));

const CodeTab = lazy(() => import('../code/CodeTab.tsx').then(({ CodeTab }) => ({ default: CodeTab })));

/** The drawer under the canvas: what a run shows, and what is wrong. */
export function LabDrawer() {
  const lab = useLab();
  const { compilation, runStore, tab, openTab } = lab;
  const ofRun = useStore(runStore, (state) => state.run.diagnostics);
  const problems = useMemo(() => problemList(ofRun, compilation?.diagnostics ?? []), [ofRun, compilation]);
  return (
    <Tabs.Root className="tabs lab" value={tab} onValueChange={(next: LabTab) => openTab(next)}>
      <div className="lab-head">
        <Tabs.List className="tabs-list" aria-label="Lab">
          <Tabs.Tab className="tab" value="train">
            Train
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="embedding">
            Embedding
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="runs">
            Runs
            <RunsBadge late={lab.runs} />
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="ablation">
            With and without
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="sweep">
            Sweep
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="step">
            Step through
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="code">
            Code
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="problems">
            Problems
            {problems.length > 0 && (
              <span className="badge" data-severity={hasErrors(problems) ? 'error' : 'warning'}>
                {problems.length}
              </span>
            )}
          </Tabs.Tab>
        </Tabs.List>
        <WeightsMenu />
      </div>
      <Tabs.Panel className="tab-panel" value="train">
        <TrainTab />
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="embedding">
        <Suspense fallback={null}>
          <EmbeddingTab />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="runs">
        <Suspense fallback={null}>
          <RunsTab lab={lab} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="ablation">
        <Suspense fallback={null}>
          <AblationTab />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="sweep">
        <Suspense fallback={null}>
          <SweepTab />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="step">
        <StepTab />
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="code">
        <Suspense fallback={null}>
          <CodeTab />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel className="tab-panel" value="problems">
        <ProblemsTab problems={problems} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
