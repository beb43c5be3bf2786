import type { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useEditor, useServices } from '../editor-context.tsx';
import { pointAt, termStore } from '../formula/term-store.ts';
import { createCodeView, showFile } from './code-view.ts';
import { linesOf, nodeOfLine } from './line-nodes.ts';
import { lightLines, revealLines } from './lit-lines.ts';
import type { CodeFile } from './project-maker.ts';

/** Milliseconds a node of the canvas is pointed at before its lines are scrolled to. */
const LINGER = 250;

/** A file to be read. Its lines and the nodes of the canvas light each other up; a click on a line selects its node. */
export function CodePane({ file }: { readonly file: CodeFile }) {
  const { store } = useServices();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const shown = useRef(file);
  /** Whether the pointer is in here: what it points at is in view. */
  const inside = useRef(false);

  useEffect(() => {
    const editor = createCodeView({
      parent: place.current!,
      onPoint: (line) => {
        inside.current = line !== null;
        pointAt(line === null ? null : nodeOfLine(shown.current, line));
      },
      onChoose: (line) => {
        const node = nodeOfLine(shown.current, line);
        if (node !== null) store.getState().focusNode(node);
      },
    });
    view.current = editor;
    return () => {
      editor.destroy();
      pointAt(null);
    };
  }, [store]);

  useEffect(() => {
    const same = shown.current !== file && shown.current.path === file.path;
    shown.current = file;
    showFile(view.current!, file.path, file.text, same);
  }, [file]);

  const pointed = useStore(termStore, ({ node }) => node);
  const selected = useEditor(({ selection }) => selection.nodes);
  useEffect(() => {
    const lit = pointed === null ? [] : linesOf(file, [pointed]);
    lightLines(view.current!, { lit, chosen: linesOf(file, selected) });
    if (lit.length === 0 || inside.current) return;
    const timer = setTimeout(() => revealLines(view.current!, lit), LINGER);
    return () => clearTimeout(timer);
  }, [file, pointed, selected]);
  useEffect(() => revealLines(view.current!, linesOf(file, selected)), [file, selected]);

  return <div ref={place} className="code-pane" />;
}
