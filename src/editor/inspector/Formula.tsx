import { formulaHtml } from '../formula/formula-html.ts';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** A formula too wide for its place is set smaller, but no smaller than this share of its size: then it scrolls. */
const SMALLEST = 0.75;

interface FormulaProps {
  readonly source: string;
  /** The formula is our own and its terms are marked, `data-term`. */
  readonly marked?: boolean;
  readonly label?: string;
}

/**
 * Renders KaTeX, which is loaded when the first formula is shown; until then its place is kept, and the formula before it stands
 * until the new one is set. The source is shown where KaTeX fails.
 */
export function Formula({ source, marked = false, label = 'Formula' }: FormulaProps) {
  const [shown, setShown] = useState<{ readonly html: string } | 'failed' | null>(null);
  useEffect(() => {
    let here = true;
    void Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
      ([katex]) => {
        const html = formulaHtml(katex.default, source, marked);
        if (here) setShown({ html });
      },
      () => here && setShown('failed'),
    );
    return () => {
      here = false;
    };
  }, [source, marked]);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const fit = (): void => {
      element.style.removeProperty('--scale');
      const share = element.clientWidth / element.scrollWidth;
      if (share < 1) element.style.setProperty('--scale', String(Math.max(SMALLEST, share * 0.99)));
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    // the fonts of mathematics come with the first formula and are wider than what stands in for them
    void document.fonts.ready.then(fit);
    return () => observer.disconnect();
  }, [shown]);
  if (shown === null) return <div className="formula" data-waiting />;
  if (shown === 'failed') return <code className="formula-source">{source}</code>;
  return (
    // long formulas scroll, also by keyboard
    <div
      ref={box}
      className="formula"
      role="group"
      aria-label={label}
      tabIndex={0}
      dangerouslySetInnerHTML={{ __html: shown.html }}
    />
  );
}
