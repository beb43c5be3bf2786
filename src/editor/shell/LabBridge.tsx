import { useEffect, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { applyFix } from '../commands/apply-fix.ts';
import { setRun } from '../commands/set-run.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { LabProvider, type Lab } from '../lab/lab-context.tsx';
import { labTab, type LabTab } from '../lab/lab-tab.ts';
import { effectiveRun } from '../store/content.ts';
import { nodeTitle } from '../store/node-title.ts';

interface LabBridgeProps {
  /** Unfolds the drawer. */
  readonly showDrawer: () => void;
  readonly children: ReactNode;
}

/** Gives the lab what it needs of the editor. */
export function LabBridge({ showDrawer, children }: LabBridgeProps) {
  const { store, registry, drawing, runStore, ablation, runs, compileNow } = useServices();
  const compilation = useEditor((state) => state.compilation);
  const steps = useEditor((state) => effectiveRun(state.content).steps);
  const seed = useEditor((state) => effectiveRun(state.content).seed);
  const tab = useStore(labTab, (state) => state.tab);
  useEffect(() => {
    const show = (next: LabTab) => (now: { asked: number }, before: { asked: number }) => {
      if (now.asked === before.asked) return;
      labTab.setState({ tab: next });
      showDrawer();
    };
    const off = [ablation.subscribe(show('ablation')), runs.subscribe(show('runs'))];
    return () => off.forEach((end) => end());
  }, [ablation, runs, showDrawer]);
  const lab = useMemo<Lab>(
    () => ({
      runStore,
      ablation,
      runs,
      compilation,
      newest: () => {
        compileNow();
        const { compilation: newest, content } = store.getState();
        return newest && { compilation: newest, seed: effectiveRun(content).seed };
      },
      run: { steps, seed },
      setRun: (change) => {
        store.getState().run(setRun(change));
        store.getState().endGesture();
      },
      nodeTitle: (node) => nodeTitle(drawing(store.getState().content), node),
      focusNode: (node) => store.getState().focusNode(node),
      applyFix: (fix) => {
        const command = applyFix(store.getState().content, registry, fix);
        if (command) store.getState().run(command);
      },
      tab,
      openTab: (next) => {
        labTab.setState({ tab: next });
        showDrawer();
      },
    }),
    [
      runStore,
      ablation,
      runs,
      compilation,
      steps,
      seed,
      tab,
      store,
      registry,
      drawing,
      compileNow,
      showDrawer,
    ],
  );
  return <LabProvider value={lab}>{children}</LabProvider>;
}
