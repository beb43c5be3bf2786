import { createStore } from 'zustand/vanilla';

/** What screen readers say next. The number makes the same words twice two announcements. */
export const announcement = createStore<{ readonly text: string; readonly serial: number }>()(() => ({
  text: '',
  serial: 0,
}));

/** Has screen readers say something that is plain to see. */
export function announce(text: string): void {
  announcement.setState(({ serial }) => ({ text, serial: serial + 1 }));
}
