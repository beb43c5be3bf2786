import { useEffect, useState } from 'react';

/** Time for the view to go to a drawing that has become complete, in milliseconds. */
const FITTING = 200;

/** False while a drawing is not complete and until it has been brought into view. */
export function useSettled(complete: boolean): boolean {
  const [settled, setSettled] = useState(complete);
  // at once, so that nothing is drawn in between
  if (!complete && settled) setSettled(false);
  useEffect(() => {
    if (!complete) return;
    const timer = setTimeout(() => setSettled(true), FITTING);
    return () => clearTimeout(timer);
  }, [complete]);
  return settled;
}
