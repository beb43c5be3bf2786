import { useEffect, useState } from 'react';

/** True for good once a frame has been painted since `now` first was so: what is drawn then holds up nothing before it. */
export function useAfterFrame(now: boolean): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => {
    if (!now || after) return;
    let task: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => setAfter(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, [now, after]);
  return after;
}
