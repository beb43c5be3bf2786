import { createStore } from 'zustand/vanilla';

const KEY = 'unlabel.tour';

interface TourState {
  readonly open: boolean;
  /** Whether the tour is still to be offered on this machine. */
  readonly offered: boolean;
}

function wasOffered(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    // where nothing can be remembered, a question at every visit would be a nuisance
    return true;
  }
}

/** Whether the tour is open, and whether a visitor was asked already. */
export const tour = createStore<TourState>()(() => ({
  open: false,
  offered: typeof localStorage !== 'undefined' && !wasOffered(),
}));

function settle(how: 'begun' | 'declined' | 'done'): void {
  try {
    localStorage.setItem(KEY, how);
  } catch {
    // it is asked again at the next visit
  }
}

export function startTour(): void {
  settle('begun');
  tour.setState({ open: true, offered: false });
}

export function endTour(done: boolean): void {
  settle(done ? 'done' : 'begun');
  tour.setState({ open: false });
}

export function declineTour(): void {
  settle('declined');
  tour.setState({ offered: false });
}
