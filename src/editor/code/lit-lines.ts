import type { EditorState } from '@codemirror/state';
import { RangeSet, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

export interface Lines {
  /** Of the node that is pointed at, from 1. */
  readonly lit: readonly number[];
  /** Of nodes that are selected. */
  readonly chosen: readonly number[];
}

const setLines = StateEffect.define<Lines>();
const LIT = Decoration.line({ class: 'code-lit' });
const CHOSEN = Decoration.line({ class: 'code-chosen' });

function decorate(state: EditorState, { lit, chosen }: Lines): DecorationSet {
  const at = (line: number) => state.doc.line(line).from;
  const within = (line: number) => line <= state.doc.lines;
  return RangeSet.of(
    [
      ...chosen.filter(within).map((line) => CHOSEN.range(at(line))),
      ...lit.filter(within).map((line) => LIT.range(at(line))),
    ],
    true,
  );
}

/** Lines that are lit in the code. */
export const litLines: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (decorations, { state, effects, docChanged }) => {
    const effect = effects.findLast((one) => one.is(setLines));
    if (effect?.is(setLines)) return decorate(state, effect.value);
    // other text has other lines, which are told next
    return docChanged ? Decoration.none : decorations;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function lightLines(view: EditorView, lines: Lines): void {
  view.dispatch({ effects: setLines.of(lines) });
}

/** Scrolls to the first of some lines where none of them can be seen. */
export function revealLines(view: EditorView, lines: readonly number[]): void {
  const [first] = lines;
  if (first === undefined || first > view.state.doc.lines) return;
  const { top, bottom } = view.scrollDOM.getBoundingClientRect();
  const seen = lines.some((line) => {
    const box = view.coordsAtPos(view.state.doc.line(line).from);
    return box !== null && box.top >= top && box.bottom <= bottom;
  });
  if (seen) return;
  const { from } = view.state.doc.line(first);
  view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'center' }) });
}
