import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { nextTask } from '../../base/next-task.ts';
import { fitFormula } from '../formula/fit-formula.ts';
import { facesReady } from '../formula/formula-faces.ts';
import { formulaHtml } from '../formula/formula-html.ts';

/** Formulas are set one after another, each in a task of its own. */
let turn: Promise<unknown> = Promise.resolve();

async function setInTurn(source: string, marked: boolean): Promise<string> {
  const [katex] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')]);
  const own = turn.then(nextTask).then(async () => {
    const html = formulaHtml(katex.default, source, marked);
    // else it would be laid out in other letters first
    await facesReady(html);
    return html;
  });
  turn = own.catch(() => undefined);
  return own;
}

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
    void setInTurn(source, marked).then(
      (html) => here && setShown({ html }),
      () => here && setShown('failed'),
    );
    return () => {
      here = false;
    };
  }, [source, marked]);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (box.current ? fitFormula(box.current) : undefined), [shown]);
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
