import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import type { Sample } from './sample-store.ts';

/** What the node's images look like, kept up to date while it is asked for; undefined before anything is known. */
export function useSample(node: string): Sample | undefined {
  const { samples } = useServices();
  useEffect(() => samples.getState().watch(node), [samples, node]);
  return useStore(samples, ({ byNode }) => byNode.get(node));
}
