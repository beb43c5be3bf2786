import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useEditor, useServices } from '../editor-context.tsx';
import { Formula } from '../inspector/Formula.tsx';
import { Section } from '../inspector/Section.tsx';
import { effectiveDocument } from '../store/content.ts';
import { nodeTitle } from '../store/node-title.ts';
import { drawnFormula } from './drawn-formula.ts';
import './drawn-formula.css';
import { minimisedGraph } from './minimised-graph.ts';
import { pointAt, termStore } from './term-store.ts';

/**
 * What the drawing minimises, written from the drawing itself. Pointing at a term shows its node on the canvas, pointing at a
 * node shows its term; a click selects it.
 */
export function DrawnFormula() {
  const { store, registry, drawing } = useServices();
  const content = useEditor((state) => state.content);
  const formula = useMemo(
    () => drawnFormula(minimisedGraph(effectiveDocument(content), registry)),
    [content, registry],
  );
  const node = useStore(termStore, (state) => state.node);
  const box = useRef<HTMLDivElement>(null);
  const nodes = formula?.nodes;

  useEffect(() => {
    const element = box.current;
    if (!element || !nodes) return;
    const lightUp = () => {
      const lit = termStore.getState().node;
      for (const term of element.querySelectorAll<HTMLElement>('.katex-html [data-term]')) {
        const own = nodes[Number(term.dataset['term'])];
        term.toggleAttribute('data-lit', own !== undefined && own === lit);
      }
    };
    lightUp();
    // KaTeX comes late, and the formula is set anew where the drawing changes
    const observer = new MutationObserver(lightUp);
    observer.observe(element, { childList: true, subtree: true });
    const unsubscribe = termStore.subscribe(lightUp);
    return () => {
      observer.disconnect();
      unsubscribe();
    };
  }, [nodes]);

  if (!formula) return null;
  const nodeOf = (target: EventTarget): string | null => {
    const term = target instanceof Element ? target.closest<HTMLElement>('[data-term]') : null;
    return (term && formula.nodes[Number(term.dataset['term'])]) ?? null;
  };
  const show = (shown: string | null) => {
    if (shown === null) return;
    pointAt(null);
    store.getState().focusNode(shown);
  };
  return (
    <Section title="As drawn">
      <div
        ref={box}
        className="drawn-formula"
        onPointerOver={({ target }) => pointAt(nodeOf(target))}
        onPointerLeave={() => pointAt(null)}
        onClick={({ target }) => show(nodeOf(target))}
      >
        <Formula source={formula.tex} marked label="Loss as drawn" />
      </div>
      {/* assistive technology reads KaTeX as one formula: its terms are here for the keyboard */}
      <ul className="drawn-terms" aria-label="Nodes of the formula">
        {formula.nodes.map((id) => (
          <li key={id}>
            <button
              type="button"
              data-lit={node === id || undefined}
              onPointerEnter={() => pointAt(id)}
              onPointerLeave={() => pointAt(null)}
              onFocus={() => pointAt(id)}
              onBlur={() => pointAt(null)}
              onClick={() => show(id)}
            >
              {nodeTitle(drawing(content), id)}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
