import { useEffect, useState } from 'react';

const INTERVAL = 250;

/** The first of the elements that is on the page and can be seen, looked for again while the page changes. */
export function useAnchor(selectors: readonly string[]): Element | null {
  const [anchor, setAnchor] = useState<Element | null>(null);
  useEffect(() => {
    const look = () => {
      const found = selectors
        .map((selector) => document.querySelector(selector))
        .find((element) => element && element.getClientRects().length > 0);
      setAnchor(found ?? null);
    };
    look();
    const timer = setInterval(look, INTERVAL);
    return () => clearInterval(timer);
  }, [selectors]);
  useEffect(() => {
    if (!anchor) return;
    anchor.setAttribute('data-tour-here', '');
    return () => anchor.removeAttribute('data-tour-here');
  }, [anchor]);
  return anchor;
}
