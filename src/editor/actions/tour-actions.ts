import { startTour } from '../tour/tour-store.ts';
import type { Action } from './action.ts';

export const TOUR_ACTIONS: readonly Action[] = [
  {
    id: 'help.tour',
    title: 'Take the tour',
    section: 'Help',
    run: startTour,
  },
];
