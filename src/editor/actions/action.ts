import type { EditorServices } from '../editor-context.tsx';
import type { FilesStore } from '../files/files-store.ts';

/** What of the window actions need: what is folded away, and the picker of files. */
export interface Window {
  readonly pickFile: () => void;
  readonly panels: Readonly<Record<'library' | 'inspector' | 'lab', Foldable>>;
}

export interface Foldable {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly show: () => void;
}

export interface ActionContext {
  readonly services: EditorServices;
  readonly files: FilesStore;
  readonly window: Window;
}

/** The order in which menus and lists show them. */
export const SECTIONS = ['File', 'Edit', 'Arrange', 'View', 'Train', 'Help'] as const;
export type Section = (typeof SECTIONS)[number];

/** Something a person can do: what menus, toolbars, the command palette and the keyboard have in common. */
export interface Action {
  /** Persisted with a person's own shortcuts: `edit.undo`. */
  readonly id: string;
  /** What it does, as a menu says it: “Select all”. */
  readonly title: string;
  readonly section: Section;
  /** Chords such as `Mod+Shift+Z`; the first is shown. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys?: readonly string[];
  /** Its keys count only while the drawing or one of its nodes has the focus, and before React Flow's own. */
  readonly onDrawing?: boolean;
  /** Its keys are its own even where a text is being edited. */
  readonly whileTyping?: boolean;
  /** Its usual keys are the browser's, which answers them with an event of its own that carries it out. */
  readonly native?: boolean;
  /** Always, where it is missing. */
  readonly enabled?: (context: ActionContext) => boolean;
  /** For what can be on and off. */
  readonly checked?: (context: ActionContext) => boolean;
  readonly run: (context: ActionContext) => void;
}
