import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type * as Around from './around.ts';
import { canvasReady } from './canvas-ready.ts';

/** A pause in which the browser may paint and hear the person. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

let turn: Promise<unknown> = canvasReady;

/**
 * A component of what stands around the drawing, whose code is fetched once the drawing has been painted. They appear one
 * after another, so that the person need not wait for all of them at once.
 */
export function afterCanvas<P extends object>(
  choose: (around: typeof Around) => ComponentType<P>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => {
    const before = turn;
    const code = canvasReady.then(async () => choose(await import('./around.ts')));
    turn = Promise.allSettled([before, code]).then(pause);
    await before;
    return { default: await code };
  });
}
