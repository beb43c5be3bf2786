import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Compilation } from '../../compiler/compilation.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { programKey } from '../../runtime/program-key.ts';
import { BackendMenu } from './BackendMenu.tsx';
import { useLab } from './lab-context.tsx';
import { RunButtons } from './RunButtons.tsx';
import { RunNumber } from './RunNumber.tsx';
import { RunProgress } from './RunProgress.tsx';
import { RunRefusal } from './RunRefusal.tsx';
import './run-controls.css';

/** Training from the top bar: what to run, on what, and how far it is. */
export function RunControls() {
  const { runStore, compilation, run: settings, setRun, openTab } = useLab();
  const status = useStore(runStore, (state) => state.run.status);
  const trained = useStore(runStore, (state) => state.program);
  const [refusal, setRefusal] = useState<{ of: Compilation; why: Diagnostic } | null>(null);

  const attempt = (act: 'train' | 'restart' | 'stepOnce') => {
    if (!compilation) return;
    const why = runStore.getState()[act](compilation, settings.seed);
    setRefusal(why && { of: compilation, why });
    openTab(why ? 'problems' : 'train');
  };

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
      {refusal !== null && refusal.of === compilation && (
        <RunRefusal diagnostic={refusal.why} onClose={() => setRefusal(null)} />
      )}
    </div>
  );
}
