import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** A formula too wide for its place is set smaller, but no smaller than this share of its size: then it scrolls. */
const SMALLEST = 0.75;

/** Renders KaTeX, which is loaded when the first formula is shown; until then, and where it fails, the source stands. */
export function Formula({ source }: { readonly source: string }) {
  const [shown, setShown] = useState<{ readonly source: string; readonly html: string } | null>(null);
  useEffect(() => {
    let here = true;
    void Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
      ([katex]) => {
        // documents are untrusted: no links, no HTML, a bound on size and expansion
        const html = katex.default.renderToString(source, {
          displayMode: true,
          throwOnError: false,
          trust: false,
          maxSize: 20,
          maxExpand: 200,
        });
        if (here) setShown({ source, html });
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [source]);
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
  if (shown?.source !== source) return <code className="formula-source">{source}</code>;
  return (
    // long formulas scroll, also by keyboard
    <div
      ref={box}
      className="formula"
      role="group"
      aria-label="Formula"
      tabIndex={0}
      dangerouslySetInnerHTML={{ __html: shown.html }}
    />
  );
}
