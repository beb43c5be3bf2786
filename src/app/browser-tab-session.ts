import { startTabSession, type TabSession } from '../editor/files/tab-session.ts';

/** This tab among the browser's others. Without secure contexts there are no locks, and a tab knows of no others. */
export function browserTabSession(): Promise<TabSession> {
  return startTabSession({
    locks: 'locks' in navigator ? navigator.locks : undefined,
    channel: 'BroadcastChannel' in window ? new BroadcastChannel('unlabel') : undefined,
    memory: sessionStorage,
  });
}
