import { use, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { runLabel } from '../runs/overlay-charts.ts';
import type { Runs } from '../runs/runs.ts';
import { initialPreset, type Content } from '../store/content.ts';

/** A drawing that can be compared. */
export interface Comparable {
  readonly value: string;
  readonly label: string;
  readonly content: Content;
}

/** The drawing on the canvas, the methods of the gallery, snapshots and the drawings of kept runs. */
export function useDrawings(): readonly Comparable[] {
  const { store, templates, snapshots, runs: late } = useServices();
  const [present] = useState(() => store.getState().content);
  const methods = use(templates.all());
  const kept = useStore(snapshots, ({ list }) => list);
  const [runs, setRuns] = useState<Runs | null>(null);
  const [list, setList] = useState<readonly Comparable[]>([]);
  useEffect(() => {
    void snapshots.getState().refresh();
    void late.getState().fetch().then(setRuns);
  }, [snapshots, late]);
  useEffect(() => {
    if (!runs) return;
    const take = (): void =>
      setList(
        (runs.store.getState().list ?? []).map((run) => ({
          value: `run ${run.id}`,
          label: `Run: ${runLabel(run)}`,
          content: { document: run.document, preset: run.preset },
        })),
      );
    const off = runs.store.subscribe(take);
    void runs.store.getState().refresh().then(take);
    return off;
  }, [runs]);
  return useMemo(
    () => [
      { value: 'present', label: `On the canvas: ${present.document.meta.title}`, content: present },
      ...methods.map(({ id, document }) => ({
        value: `method ${id}`,
        label: document.meta.title,
        content: { document, preset: initialPreset(document) },
      })),
      ...(kept ?? []).flatMap(({ snapshot, document }) =>
        document
          ? [
              {
                value: `snapshot ${snapshot.id}`,
                label: `Snapshot: ${snapshot.name}`,
                content: { document, preset: snapshot.preset },
              },
            ]
          : [],
      ),
      ...list,
    ],
    [present, methods, kept, list],
  );
}
