import { useEffect, useState } from 'react';

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
  if (shown?.source !== source) return <code className="formula-source">{source}</code>;
  return (
    // long formulas scroll, also by keyboard
    <div
      className="formula"
      role="group"
      aria-label="Formula"
      tabIndex={0}
      dangerouslySetInnerHTML={{ __html: shown.html }}
    />
  );
}
