import type { Draft } from 'immer';
import type { Content } from '../store/content.ts';

/** An edit of the document, by name. Applied to a draft; undo and redo follow from the recorded changes. */
export interface Command {
  /** What the person did, as the history shows it: “Move encoder”. */
  readonly name: string;
  /** Commands of one continuous gesture share this key and become one step. */
  readonly merge?: string;
  readonly apply: (draft: Draft<Content>) => void;
}
