import { useCallback, useEffect, useRef, useState } from 'react';

/** Milliseconds from one drawing to the other. */
const DURATION = 2400;

/** Time of a morph, from 0 to 1: set by hand, or played on to the other end; where motion is not wanted it is there at once. */
export function useMorphTime() {
  const [time, setTime] = useState(0);
  const [playing, setPlaying] = useState(false);
  const frame = useRef(0);
  const stop = useCallback(() => {
    cancelAnimationFrame(frame.current);
    setPlaying(false);
  }, []);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const play = (): void => {
    const to = time < 1 ? 1 : 0;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return setTime(to);
    setPlaying(true);
    let last: number | null = null;
    let now = time;
    const step = (at: number): void => {
      const passed = last === null ? 0 : (at - last) / DURATION;
      last = at;
      now = to === 1 ? Math.min(1, now + passed) : Math.max(0, now - passed);
      setTime(now);
      if (now === to) setPlaying(false);
      else frame.current = requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
  };
  const scrub = (to: number): void => {
    stop();
    setTime(to);
  };
  return { time, playing, play, stop, scrub };
}
