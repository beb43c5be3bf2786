import { Dialog } from '@base-ui/react/dialog';
import Search from 'lucide-react/icons/search';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useActions } from '../actions/actions-context.tsx';
import { ACTIONS } from '../actions/index.ts';
import { closeDialog } from '../dialogs/dialogs.ts';
import { Button } from '../ui/Button.tsx';
import { shortcutGroups } from './shortcut-rows.ts';
import { ShortcutRow } from './ShortcutRow.tsx';
import './shortcuts.css';

/** Every action with its keys, which a person can change. */
export function ShortcutsDialog() {
  const { keymap } = useActions();
  const own = useStore(keymap, (state) => state.keymap);
  const [query, setQuery] = useState('');
  const [recording, setRecording] = useState<string | null>(null);
  const groups = shortcutGroups(ACTIONS, own, query);
  return (
    <Dialog.Root
      open
      onOpenChange={(open, { event }) => {
        // while keys are asked for, Escape ends the asking alone
        if (!open && !(recording !== null && event instanceof KeyboardEvent)) closeDialog();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="shortcuts">
          <header className="shortcuts-head">
            <Dialog.Title className="dialog-title">Keyboard shortcuts</Dialog.Title>
            <Dialog.Description className="dialog-text">
              Press an action’s keys here to change them. They are kept in this browser.
            </Dialog.Description>
            <label className="search">
              <Search size={14} aria-hidden />
              <input
                type="search"
                placeholder="Search actions or keys"
                aria-label="Search actions or keys"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
              />
            </label>
          </header>
          <div className="shortcuts-body">
            {groups.length === 0 && <p className="empty-note">No action matches “{query}”.</p>}
            {groups.map(({ section, actions }) => (
              <section key={section} aria-label={section}>
                <h3 className="side-heading">{section}</h3>
                <ul>
                  {actions.map((action) => (
                    <ShortcutRow
                      key={action.id}
                      action={action}
                      recording={recording === action.id}
                      onRecord={(on) => setRecording(on ? action.id : null)}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
          <footer className="shortcuts-foot">
            <Button disabled={Object.keys(own).length === 0} onClick={() => keymap.getState().reset()}>
              Give all their usual keys again
            </Button>
            <Dialog.Close className="button" data-variant="primary">
              Close
            </Dialog.Close>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
