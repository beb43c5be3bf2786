import { useReactFlow, useStore as useFlowStore } from '@xyflow/react';
import { useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { stepCost } from '../../analysis/cost.ts';
import type { Program } from '../../ir/program.ts';
import { sizeOf } from '../../ir/value.ts';
import { useServices } from '../editor-context.tsx';
import { BACKEND_NAMES, describeBackend } from '../lab/describe-backend.ts';
import { useLab } from '../lab/lab-context.tsx';
import { problemList } from '../lab/problem-list.ts';
import { useRunFrames } from '../lab/use-run-frames.ts';
import { grouped } from '../ui/grouped.ts';
import './status-bar.css';
import { withUnit } from './with-unit.ts';

function Item({ label, title, children }: { label: string; title: string; children: ReactNode }) {
  return (
    <div className="status-item" title={title}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What computes, or would: known once a run has begun. */
function Backend() {
  const { runStore } = useServices();
  const request = useStore(runStore, (state) => state.backend);
  const choice = useStore(runStore, (state) => state.run.backend);
  const shown = choice
    ? describeBackend(choice)
    : request === 'auto'
      ? 'chosen at the first run'
      : BACKEND_NAMES[request];
  return (
    <Item label="Backend" title={choice?.reason ?? 'What computes; it can be chosen in the top bar.'}>
      {shown}
    </Item>
  );
}

/** What one step of the drawing costs; nothing while it has errors. */
function Cost({ program }: { readonly program: Program | null }) {
  const cost = useMemo(() => program && stepCost(program), [program]);
  const parameters = program?.weights
    .filter(({ role }) => role === 'trained')
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (!cost || parameters === undefined) return null;
  return (
    <>
      <Item label="Parameters" title={`${grouped(parameters)} trained numbers`}>
        {withUnit(parameters, '')}
      </Item>
      <Item
        label="Per step"
        title="Floating-point operations of a step: forward, backward and optimiser, counted from the program; a multiply-add is two."
      >
        {withUnit(cost.flops, 'FLOP')}
      </Item>
      <Item
        label="Memory"
        title={`The most that is alive at once within a step, counted from the program: ${withUnit(cost.keptBytes, 'B')} of weights and states, and tensors until their last use. A backend may need less or more.`}
      >
        {withUnit(cost.peakBytes, 'B')}
      </Item>
    </>
  );
}

/** Images of the dataset a second, while a run trains. */
function Throughput() {
  const { runStore } = useServices();
  const { status, clock } = useRunFrames(runStore);
  const batchSize = useStore(runStore, (state) => state.program?.batchSize);
  if (status !== 'running' || !clock.secondsPerStep || batchSize === undefined) return null;
  return (
    <Item label="Speed" title="Images of the dataset a second, each in all its views.">
      {grouped(Math.round(batchSize / clock.secondsPerStep))} images/s
    </Item>
  );
}

function Zoom() {
  const { zoomTo } = useReactFlow();
  const zoom = useFlowStore((state) => Math.round(state.transform[2] * 100));
  return (
    <button type="button" className="status-button" title="Zoom to 100 %" onClick={() => void zoomTo(1)}>
      <span className="visually-hidden">Zoom </span>
      {zoom} %
    </button>
  );
}

/** The window's last line: what computes, what a step costs, and how many problems there are. */
export function StatusBar() {
  const { runStore, compilation, openTab } = useLab();
  const ofRun = useStore(runStore, (state) => state.run.diagnostics);
  const problems = useMemo(() => problemList(compilation?.diagnostics ?? [], ofRun), [compilation, ofRun]);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <footer className="status-bar" aria-label="Status">
      <dl>
        <Backend />
        <Cost program={compilation?.program ?? null} />
        <Throughput />
      </dl>
      <button
        type="button"
        className="status-button"
        data-worst={errors > 0 ? 'error' : problems.length > 0 ? 'warning' : undefined}
        onClick={() => openTab('problems')}
      >
        {problems.length === 0
          ? 'No problems'
          : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`}
      </button>
      <Zoom />
    </footer>
  );
}
