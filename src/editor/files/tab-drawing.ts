import { castDraft } from 'immer';
import type { Command } from '../commands/command.ts';
import type { Content } from '../store/content.ts';
import type { EditorStore } from '../store/editor-store.ts';
import { storedDrawing, type Autosave } from './autosave.ts';
import type { DrawingStorage } from './drawing-storage.ts';
import { readStored } from './restore.ts';
import type { TabSession } from './tab-session.ts';

/** What a person can choose where another tab has the drawing. */
export interface TabChoices {
  takeOver(): Promise<void>;
  workOnCopy(): Promise<void>;
  view(): void;
  /** Puts the choice before the person again. */
  ask(): void;
}

function takeIn({ document, preset }: Content): Command {
  return {
    name: 'Take in the other tab’s edits',
    merge: 'other-tab',
    apply: (draft) => {
      draft.document = castDraft(document);
      draft.preset = preset;
    },
  };
}

/**
 * Keeps this tab's drawing in step with the tab that saves it. A tab that looks on follows what is saved. Edits made in
 * it are not saved, so they put the choice before the person again; whatever is chosen, undo has them.
 */
export function joinTabs(
  store: EditorStore,
  storage: DrawingStorage,
  tabs: TabSession,
  autosave: Autosave,
): TabChoices {
  let following = false;
  /** The other tab's drawing as it was last seen here. */
  let seen = store.getState().content;

  const follow = async () => {
    const stored = await storage.load();
    if (!stored || stored.text === storedDrawing(store.getState().content).text) return;
    const content = readStored(stored);
    if (!('document' in content)) return;
    following = true;
    store.getState().run(takeIn(content));
    following = false;
    seen = store.getState().content;
  };
  // what cannot be loaded now is loaded with the next message
  const quietly = () => void follow().catch(() => {});

  tabs.on({
    beforeHandOver: async () => {
      await autosave.flush();
      seen = store.getState().content;
    },
    saved: () => {
      if (store.getState().content === seen) quietly();
    },
  });
  store.subscribe((state, before) => {
    if (state.content === before.content || following) return;
    const { role } = tabs.state.getState();
    if (role === 'viewing') tabs.ask();
  });
  tabs.state.subscribe(({ role }) => {
    if (role === 'overtaken') void autosave.flush();
  });
  return {
    takeOver: async () => {
      await tabs.takeOver();
      await follow().catch(() => {});
      await autosave.renew();
    },
    workOnCopy: async () => {
      await tabs.workOnCopy();
      await autosave.renew();
    },
    view: tabs.view,
    ask: tabs.ask,
  };
}
