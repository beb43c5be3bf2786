import { labTab } from '../lab/lab-tab.ts';
import type { Action } from './action.ts';

export const TRAIN_ACTIONS: readonly Action[] = [
  {
    id: 'train.stepThrough',
    title: 'Step through',
    section: 'Train',
    keys: ['T'],
    run: ({ window }) => {
      labTab.setState({ tab: 'step' });
      window.panels.lab.show();
    },
  },
  {
    id: 'train.ablate',
    title: 'Train with and without',
    section: 'Train',
    enabled: ({ services }) => services.store.getState().selection.nodes.length > 0,
    run: ({ services }) => services.ablation.getState().begin(services.store.getState().selection.nodes),
  },
];
