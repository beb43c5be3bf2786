import { canUnpack, packSelection, unpackSelection } from '../composites/packing-actions.ts';
import type { Action } from './action.ts';

export const ARRANGE_ACTIONS: readonly Action[] = [
  {
    id: 'arrange.pack',
    title: 'Make one node of the selection',
    section: 'Arrange',
    keys: ['Mod+G'],
    enabled: ({ services }) => services.store.getState().selection.nodes.length > 1,
    run: ({ services }) => void packSelection(services),
  },
  {
    id: 'arrange.unpack',
    title: 'Unpack node',
    section: 'Arrange',
    keys: ['Mod+Shift+G'],
    enabled: ({ services }) => canUnpack(services.store.getState()),
    run: ({ services }) => void unpackSelection(services),
  },
];
