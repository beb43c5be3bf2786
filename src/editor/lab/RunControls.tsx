import { useEffect, useEffectEvent, useMemo } from 'react';
import { useStore } from 'zustand';
import { programKey } from '../../runtime/program-key.ts';
import { BackendMenu } from './BackendMenu.tsx';
import { useLab } from './lab-context.tsx';
import { RunButtons } from './RunButtons.tsx';
import { RunNumber } from './RunNumber.tsx';
import { RunProgress } from './RunProgress.tsx';
import { RunRefusal } from './RunRefusal.tsx';
import './run-controls.css';
import { useAttempt } from './use-attempt.ts';

/** Training from the top bar: what to run, on what, and how far it is. */
export function RunControls() {
  const { runStore, compilation, run: settings, setRun, openTab } = useLab();
  const status = useStore(runStore, (state) => state.run.status);
  const trained = useStore(runStore, (state) => state.program);
  const { attempt, refusal, forget } = useAttempt();

  const showFailure = useEffectEvent(() => openTab('problems'));
  useEffect(() => {
    if (status === 'failed') showFailure();
  }, [status]);

  const active = status === 'running' || status === 'paused';
  const changed = useMemo(() => {
    if (!active || !compilation || !trained) return false;
    return !compilation.program || programKey(compilation.program) !== programKey(trained);
  }, [active, compilation, trained]);

  return (
    <div className="run-controls" role="group" aria-label="Training">
      <RunProgress store={runStore} changed={changed} />
      <div className="run-settings">
        <RunNumber
          label="Seed"
          value={settings.seed}
          least={0}
          most={0xffffffff}
          onChange={(seed) => setRun({ seed })}
          hint="Fixes batches, views and initial weights. A new seed takes effect with Restart."
        />
        <RunNumber
          label="Steps"
          value={settings.steps}
          least={1}
          most={10_000_000}
          onChange={(steps) => setRun({ steps })}
          hint="How many optimiser steps a run has."
        />
      </div>
      <BackendMenu store={runStore} />
      <RunButtons
        store={runStore}
        program={compilation?.program ?? null}
        ready={compilation !== null}
        attempt={attempt}
      />
      {refusal && <RunRefusal diagnostic={refusal} onClose={forget} />}
    </div>
  );
}
