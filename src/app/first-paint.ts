/** Milliseconds waited for it at most, where a browser paints nothing or does not say when. */
const PATIENCE = 1000;

/** Resolves once what is in the page can be seen; at once where nobody looks at it. */
export function firstPaint(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
    // a frame that has been drawn is shown some time later: code that comes at once would still be before it
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName('first-contentful-paint').length === 0) return;
      observer.disconnect();
      resolve();
    });
    observer.observe({ type: 'paint', buffered: true });
  });
}
