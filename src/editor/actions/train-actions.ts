import { labTab } from '../lab/lab-tab.ts';
import { sweepChoice } from '../sweep/sweep-choice.ts';
import type { Action, ActionContext } from './action.ts';

/** Opens the sweep of a param (`node.param`), or of the one that was chosen last. */
export function sweep({ window }: ActionContext, param?: string): void {
  if (param !== undefined) sweepChoice.setState({ param });
  labTab.setState({ tab: 'sweep' });
  window.panels.lab.show();
}

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
    id: 'train.sweep',
    title: 'Sweep a parameter',
    section: 'Train',
    run: (context) => sweep(context),
  },
  {
    id: 'train.ablate',
    title: 'Train with and without',
    section: 'Train',
    enabled: ({ services }) => services.store.getState().selection.nodes.length > 0,
    run: ({ services }) => services.ablation.getState().begin(services.store.getState().selection.nodes),
  },
];
