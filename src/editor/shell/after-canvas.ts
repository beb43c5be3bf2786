import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { canvasReady } from './canvas-ready.ts';

/** A component whose code is fetched once the drawing has been painted: the drawing comes first. */
export function afterCanvas<P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => {
    await canvasReady;
    return { default: await load() };
  });
}
