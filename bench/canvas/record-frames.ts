/** What a page did while something was done to it. */
export interface FrameRecord {
  /** Milliseconds between two frames that the page was asked for. */
  readonly frames: readonly number[];
  /** Milliseconds of each task that kept the main thread for over 50 ms. */
  readonly tasks: readonly number[];
}

export interface FrameRecorder {
  start: () => void;
  stop: () => FrameRecord;
  /**
   * Resolves when `drawn` has been true and the page has come to rest, with the milliseconds since the page's time
   * `from`: until it was drawn, and until the last frame that took over 50 ms (a second without another one follows).
   */
  opened: (from: number, drawn: () => boolean) => Promise<{ drawn: number; rest: number }>;
}

declare global {
  interface Window {
    frameRecorder: FrameRecorder;
  }
}

/** Puts `window.frameRecorder` into the page; runs there, before its own scripts, so it refers to nothing outside of itself. */
export function recordFrames(): void {
  let frames: number[] | null = null;
  let tasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  const loop = (before: number) => {
    requestAnimationFrame((now) => {
      if (frames === null) return;
      frames.push(now - before);
      loop(now);
    });
  };
  window.frameRecorder = {
    start: () => {
      frames = [];
      tasks = [];
      observer.observe({ type: 'longtask' });
      requestAnimationFrame(loop);
    },
    stop: () => {
      for (const { duration } of observer.takeRecords()) tasks.push(duration);
      observer.disconnect();
      const record = { frames: frames ?? [], tasks };
      frames = null;
      return record;
    },
    opened: (from, drawn) =>
      new Promise((resolve) => {
        let seen: number | null = null;
        let busy = from;
        let before = from;
        const look = (now: number) => {
          if (now - before > 50) busy = now;
          before = now;
          if (seen === null && drawn()) seen = busy = performance.now();
          if (seen !== null && now - busy > 1000) resolve({ drawn: seen - from, rest: busy - from });
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  };
}
