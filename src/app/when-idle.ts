/** Calls back when the page is at rest, after two seconds at the latest. */
export function whenIdle(callback: () => void): void {
  // Safari knows no idle callbacks
  if (typeof requestIdleCallback === 'function') requestIdleCallback(callback, { timeout: 2000 });
  else setTimeout(callback, 500);
}
