import type { LongTask } from './long-tasks.ts';

/** What a page showed and when, in milliseconds since it began to load; null where it has not yet. */
export interface PageRecord {
  /** *Train* can be pressed. */
  ready: number | null;
  pressed: number | null;
  /** Every change of the number of steps shown. */
  steps: { step: number; at: number }[];
  /** Every change of what the run is doing, with the step shown at that moment. */
  statuses: { status: string; step: number; at: number }[];
  loss: number | null;
  ended: number | null;
  tasks: LongTask[];
}

declare global {
  interface Window {
    benchRecord: PageRecord;
  }
}

/**
 * Keeps `window.benchRecord`; runs in the page, before its own scripts, so it refers to nothing outside of itself. What is
 * shown is what the document says after a change of it: the next frame paints that.
 */
export function watchPage(): void {
  const record: PageRecord = {
    ready: null,
    pressed: null,
    steps: [],
    statuses: [],
    loss: null,
    ended: null,
    tasks: [],
  };
  window.benchRecord = record;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) record.tasks.push({ at: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });

  const isTrain = (button: HTMLButtonElement | null): boolean => button?.textContent === 'Train';
  addEventListener(
    'pointerdown',
    (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('.run-main');
      if (isTrain(button)) record.pressed = event.timeStamp;
    },
    { capture: true },
  );
  const look = (): void => {
    const now = performance.now();
    if (record.pressed === null) {
      const button = document.querySelector<HTMLButtonElement>('.run-main');
      if (isTrain(button) && !button?.disabled) record.ready ??= now;
      return;
    }
    const step = Number(document.querySelector('.run-step b')?.textContent?.replace(/\D/g, '') ?? 0);
    if (step > 0 && step !== record.steps.at(-1)?.step) record.steps.push({ step, at: now });
    if (/\d/.test(document.querySelector('.reading-value')?.textContent ?? '')) record.loss ??= now;
    const status = document.querySelector<HTMLElement>('.run-progress')?.dataset['status'];
    if (status !== undefined && status !== record.statuses.at(-1)?.status) {
      record.statuses.push({ status, step, at: now });
    }
    if (status === 'finished' || status === 'failed') record.ended ??= now;
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['disabled', 'data-status'],
  });
}
