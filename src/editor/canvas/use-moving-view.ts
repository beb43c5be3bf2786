import { useEffect, useMemo, useRef, type RefObject } from 'react';

/** A wheel turns in bursts: the view rests when none came for so long, in milliseconds. */
const REST = 200;

/** Marks the canvas while its view moves, without drawing it again. */
export function useMovingView(canvas: RefObject<HTMLElement | null>) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(
    () => ({
      moveStart: () => {
        clearTimeout(timer.current);
        if (canvas.current) canvas.current.dataset['moving'] = '';
      },
      moveEnd: () => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => delete canvas.current?.dataset['moving'], REST);
      },
    }),
    [canvas],
  );
}
