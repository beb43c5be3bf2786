import { defaultKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { python } from '@codemirror/lang-python';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { codeTheme } from './code-theme.ts';
import { litLines } from './lit-lines.ts';

export interface CodeViewOptions {
  readonly parent: HTMLElement;
  /** The pointer is on this line, counted from 1, or on none. */
  readonly onPoint: (line: number | null) => void;
  /** This line was pressed, or Enter was. */
  readonly onChoose: (line: number) => void;
}

const language = new Compartment();

/** A view of code that can be read, searched and copied from, but not edited. */
export function createCodeView({ parent, onPoint, onChoose }: CodeViewOptions): EditorView {
  const lineAt = (view: EditorView, { clientX, clientY }: MouseEvent) =>
    view.state.doc.lineAt(view.posAtCoords({ x: clientX, y: clientY }, false)).number;
  const pointing = EditorView.domEventHandlers({
    mousemove: (event, view) => onPoint(lineAt(view, event)),
    mouseleave: () => onPoint(null),
    click: (event, view) => {
      // who marks text wants the text
      if (view.state.selection.main.empty) onChoose(lineAt(view, event));
    },
  });
  const choose = (view: EditorView) => {
    onChoose(view.state.doc.lineAt(view.state.selection.main.head).number);
    return true;
  };
  return new EditorView({
    parent,
    extensions: [
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ 'aria-label': 'Code', 'aria-readonly': 'true', tabindex: '0' }),
      lineNumbers(),
      highlightActiveLineGutter(),
      drawSelection(),
      search({ top: true }),
      highlightSelectionMatches(),
      keymap.of([{ key: 'Enter', run: choose }, ...searchKeymap, ...defaultKeymap]),
      language.of([]),
      litLines,
      codeTheme,
      pointing,
    ],
  });
}

/** Puts a file in the place of what is shown. One that is written anew is read on where it was. */
export function showFile(view: EditorView, path: string, text: string, same: boolean): void {
  const { doc } = view.state;
  if (same && doc.toString() === text) return;
  const extensions: Extension = path.endsWith('.py') ? python() : /\.m?js$/.test(path) ? javascript() : [];
  view.dispatch({
    changes: { from: 0, to: doc.length, insert: text },
    selection: { anchor: 0 },
    effects: same ? [] : [language.reconfigure(extensions), EditorView.scrollIntoView(0, { y: 'start' })],
  });
}
