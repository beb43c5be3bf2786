import { SECTIONS, type ActionContext } from '../actions/action.ts';
import { showChord } from '../actions/chord.ts';
import { ACTIONS } from '../actions/index.ts';
import { sweep } from '../actions/train-actions.ts';
import { keysOf, type Keymap } from '../actions/keymap.ts';
import { findNote, noteIds, noteKind, noteText } from '../annotations/note-id.ts';
import type { EditorServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { nodeTitle } from '../store/node-title.ts';
import { sweepFields } from '../sweep/sweep-fields.ts';

/** A line of the command palette. */
export interface FinderEntry {
  readonly key: string;
  readonly title: string;
  /** Where it belongs, in small print: the section, “Method”, the sort of node. */
  readonly note: string;
  /** Other words that it is found by. */
  readonly words: string;
  readonly keys?: string;
  /** Type of the node it leads to. */
  readonly type?: string;
  readonly disabled?: boolean;
  /** Of what can be on and off. */
  readonly checked?: boolean;
  readonly run: () => void;
  /** The node, frame or comment that has the focus afterwards. */
  readonly leadsTo?: string;
}

/** Of a comment, as much as fits on a line. */
const LONGEST = 48;
/** Nodes whose params are listed though none is selected. */
const MOST_SWEPT = 60;
/** The palette does not list itself. */
const SELF = 'view.commands';

/** Everything that can be done, section by section; what cannot be done now is disabled. */
export function actionEntries(context: ActionContext, keymap: Keymap): readonly FinderEntry[] {
  const bySection = SECTIONS.flatMap((section) => ACTIONS.filter((action) => action.section === section));
  return bySection
    .filter(({ id }) => id !== SELF)
    .map((action) => {
      const [chord] = keysOf(action, keymap);
      const checked = action.checked?.(context);
      return {
        key: action.id,
        title: action.title,
        note: action.section,
        words: action.id,
        disabled: !(action.enabled?.(context) ?? true),
        ...(chord === undefined ? {} : { keys: showChord(chord) }),
        ...(checked === undefined ? {} : { checked }),
        run: () => action.run(context),
      };
    });
}

/** The numbers among the params of the selected nodes, or of all where these are not too many: each can be swept. */
export function sweepEntries(context: ActionContext): readonly FinderEntry[] {
  const { store, drawing } = context.services;
  const { content, selection } = store.getState();
  const drawn = drawing(content);
  const all = graphOf(content).nodes.map(({ id }) => id);
  const ids = selection.nodes.length > 0 || all.length > MOST_SWEPT ? selection.nodes : all;
  const nodes = ids.flatMap((id) => drawn.resolved(id) ?? []);
  return sweepFields(nodes, (node) => nodeTitle(drawn, node)).map(({ id, title }) => ({
    key: `sweep ${id}`,
    title: `Sweep ${title}`,
    note: 'Train',
    words: id,
    run: () => sweep(context, id),
  }));
}

/** The methods that can be put in the place of the drawing. */
export function templateEntries({ templates, openDocument }: EditorServices): readonly FinderEntry[] {
  return templates.now().map(({ id, document }) => ({
    key: `template ${id}`,
    title: `Open ${document.meta.title}`,
    note: 'Method',
    words: `${id} ${document.meta.citation}`,
    run: () => openDocument(document),
  }));
}

/** The nodes of the drawing: each is selected and brought into view. */
export function nodeEntries({ store, drawing }: EditorServices): readonly FinderEntry[] {
  const { content, focusNode } = store.getState();
  const drawn = drawing(content);
  return graphOf(content).nodes.map(({ id }) => {
    const type = drawn.node(id)?.type ?? '';
    return {
      key: `node ${id}`,
      title: `Go to ${id}`,
      note: drawn.resolved(id)?.spec.label ?? type,
      words: `${nodeTitle(drawn, id)} ${type}`,
      type,
      leadsTo: id,
      run: () => focusNode(id),
    };
  });
}

/** The frames and comments that have a text: each is selected and brought into view. */
export function noteEntries({ store }: EditorServices): readonly FinderEntry[] {
  const { content, select, fitSelection } = store.getState();
  const { view } = content.document;
  return noteIds(view).flatMap((id): FinderEntry[] => {
    const note = findNote(view, id);
    const [first = ''] = note ? noteText(note).trim().split('\n') : [];
    if (first === '') return [];
    const run = () => {
      select({ nodes: [], edges: [], notes: [id] });
      fitSelection();
    };
    const sort = noteKind(id) === 'frame' ? 'Frame' : 'Comment';
    const title = `Go to ${first.length > LONGEST ? `${first.slice(0, LONGEST)}…` : first}`;
    return [{ key: `note ${id}`, title, note: sort, words: note ? noteText(note) : '', leadsTo: id, run }];
  });
}
