import { useEffect, useState } from 'react';

/** True from a task of its own on, after the one in which it was first so: what is drawn then holds up nothing before it. */
export function useLater(now: boolean): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    if (!now || later) return;
    const task = setTimeout(() => setLater(true));
    return () => clearTimeout(task);
  }, [now, later]);
  return later;
}
