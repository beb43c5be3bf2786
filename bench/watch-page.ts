import type { LongTask } from './long-tasks.ts';

/** What a page showed and when, in milliseconds since it began to load; null where it has not yet. */
export interface PageRecord {
  /** *Train* can be pressed. */
  ready: number | null;
  pressed: number | null;
  /** Every change of the number of steps shown. */
  steps: { step: number; at: number }[];
  /**
   * Every beginning of a run, or of what is left of it after a loss, with the step it goes on from. One that is taken up
   * between two looks is known by its step alone, which falls back to that of the checkpoint.
   */
  beginnings: { step: number; at: number }[];
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
    beginnings: [],
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
  let last: string | undefined;
  const look = (): void => {
    const now = performance.now();
    if (record.pressed === null) {
      const button = document.querySelector<HTMLButtonElement>('.run-main');
      if (isTrain(button) && !button?.disabled) record.ready ??= now;
      return;
    }
    const step = Number(document.querySelector('.run-step b')?.textContent?.replace(/\D/g, '') ?? 0);
    const status = document.querySelector<HTMLElement>('.run-progress')?.dataset['status'];
    const before = record.steps.at(-1)?.step ?? 0;
    if ((status === 'running' && last !== 'running') || (step > 0 && step < before))
      record.beginnings.push({ step, at: now });
    last = status;
    if (step > 0 && step !== before) record.steps.push({ step, at: now });
    if (/\d/.test(document.querySelector('.reading-value')?.textContent ?? '')) record.loss ??= now;
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
