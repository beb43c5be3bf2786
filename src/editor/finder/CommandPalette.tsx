import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import Check from 'lucide-react/icons/check';
import ChevronRight from 'lucide-react/icons/chevron-right';
import Network from 'lucide-react/icons/network';
import Search from 'lucide-react/icons/search';
import { use, useMemo, useRef, useState } from 'react';
import { useActions } from '../actions/actions-context.tsx';
import { closeDialog } from '../dialogs/dialogs.ts';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';
import './command-palette.css';
import {
  actionEntries,
  nodeEntries,
  noteEntries,
  sweepEntries,
  templateEntries,
  type FinderEntry,
} from './finder-entries.ts';
import { rankEntries } from './rank-entries.ts';

const TEXTS = {
  all: { title: 'Command palette', placeholder: 'What do you want to do, or where do you want to go?' },
  drawing: { title: 'Find a node', placeholder: 'A node’s name or what it is' },
} as const;

function Sign({ type, checked, note }: FinderEntry) {
  if (type !== undefined) return <CategoryIcon type={type} />;
  if (checked) return <Check size={14} aria-label="On" />;
  if (note === 'Method') return <Network size={14} aria-hidden />;
  return <ChevronRight size={14} aria-hidden />;
}

/** The card of a node on the canvas, which then has the keyboard. */
function cardOf(id: string): HTMLElement | null {
  return document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
}

/** Everything that can be done and every place of the drawing, found by typing a few letters. */
export function CommandPalette({ scope }: { readonly scope: 'all' | 'drawing' }) {
  const { context, keymap } = useActions();
  const { services } = context;
  use(services.templates.all());
  const [query, setQuery] = useState('');
  const chosen = useRef<FinderEntry>(undefined);
  const input = useRef<HTMLInputElement>(null);
  // as things are when it opens; nothing can change beneath it
  const [entries] = useState(() => {
    const places = [...nodeEntries(services), ...noteEntries(services)];
    if (scope === 'drawing') return places;
    return [
      ...actionEntries(context, keymap.getState().keymap),
      ...templateEntries(services),
      ...places,
      ...sweepEntries(context),
    ];
  });
  const shown = useMemo(() => rankEntries(entries, query), [entries, query]);
  const { title, placeholder } = TEXTS[scope];
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop finder-backdrop" />
        <Dialog.Popup
          className="finder"
          initialFocus={input}
          finalFocus={() => {
            const node = chosen.current?.leadsTo;
            return (node !== undefined && cardOf(node)) || true;
          }}
        >
          <Dialog.Title className="visually-hidden">{title}</Dialog.Title>
          <Autocomplete.Root<FinderEntry>
            open
            inline
            mode="none"
            items={shown}
            value={query}
            onValueChange={setQuery}
            itemToStringValue={(entry) => entry.title}
            autoHighlight="always"
            keepHighlight
          >
            <div className="finder-search">
              <Search size={16} aria-hidden />
              <Autocomplete.Input
                ref={input}
                className="finder-input"
                placeholder={placeholder}
                aria-label={title}
              />
            </div>
            <Autocomplete.List className="finder-list">
              {(entry: FinderEntry) => (
                <Autocomplete.Item
                  key={entry.key}
                  value={entry}
                  className="finder-item"
                  disabled={entry.disabled ?? false}
                  onClick={() => {
                    chosen.current = entry;
                    closeDialog();
                    entry.run();
                  }}
                >
                  <Sign {...entry} />
                  <span className="finder-label">{entry.title}</span>
                  <span className="finder-note">{entry.note}</span>
                  {entry.keys && <kbd>{entry.keys}</kbd>}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
            <Autocomplete.Empty>
              <span className="finder-empty">
                {scope === 'drawing' && entries.length === 0
                  ? 'Nothing is drawn yet.'
                  : `Nothing is called “${query}”. Fewer letters find more.`}
              </span>
            </Autocomplete.Empty>
            <Autocomplete.Status className="visually-hidden">{`${shown.length} found`}</Autocomplete.Status>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
