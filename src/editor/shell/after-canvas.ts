import { createElement, startTransition, useEffect, useState, type ComponentType } from 'react';
import { nextTask } from '../../base/next-task.ts';
import { canvasReady } from './canvas-ready.ts';

let turn: Promise<unknown> = canvasReady;

/** Resolves when all that stands around the drawing by now has been drawn. */
export async function allAround(): Promise<void> {
  let last;
  do {
    last = turn;
    await last;
  } while (last !== turn);
}

/**
 * A component of what stands around the drawing, whose code is fetched once the drawing has been painted; until then another
 * stands in for it. They appear one after another, each as soon as the one before has been drawn, so that the person need not
 * wait for all of them at once. (React's own `lazy` lets 300 ms pass between two of them.)
 */
export function afterCanvas<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Until?: ComponentType,
): ComponentType<P> {
  let part: ComponentType<P> | null = null;
  let asked = false;
  const places = new Set<() => void>();
  let drawn = (): void => undefined;

  const ask = () => {
    asked = true;
    const before = turn;
    const code = canvasReady.then(load);
    const appear = async () => {
      await before;
      part = await code;
      const standing = new Promise<void>((resolve) => (drawn = resolve));
      if (places.size === 0) drawn();
      startTransition(() => places.forEach((show) => show()));
      await standing;
    };
    turn = Promise.allSettled([appear()]).then(nextTask);
  };

  return function AfterCanvas(props: P) {
    const [shown, setShown] = useState(() => part);
    useEffect(() => {
      if (shown) return drawn();
      if (!asked) ask();
      const show = () => setShown(() => part);
      // it may have come between drawing and now
      if (part) show();
      places.add(show);
      return () => {
        places.delete(show);
        if (places.size === 0) drawn();
      };
    }, [shown]);
    if (shown) return createElement(shown, props);
    return Until ? createElement(Until) : null;
  };
}
