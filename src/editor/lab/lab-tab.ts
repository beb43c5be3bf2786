import { createStore } from 'zustand/vanilla';

export type LabTab = 'train' | 'embedding' | 'runs' | 'ablation' | 'sweep' | 'step' | 'code' | 'problems';

/** Which tab of the drawer is shown. */
export const labTab = createStore<{ readonly tab: LabTab }>()(() => ({ tab: 'train' }));
