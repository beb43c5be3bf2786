import { Autocomplete } from '@base-ui/react/autocomplete';
import { Popover } from '@base-ui/react/popover';
import Plus from 'lucide-react/icons/plus';
import Search from 'lucide-react/icons/search';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { CategoryIcon } from '../ui/CategoryIcon.tsx';
import { fuzzy } from './fuzzy.ts';
import './pick-menu.css';

/** A line of the menu. */
export interface Pick {
  readonly key: string;
  readonly label: string;
  /** Node type whose category's icon stands before it; null for what makes something new. */
  readonly type: string | null;
  /** In small print at the end of the line: the port, or the category. */
  readonly note?: string;
  /** Shown at the foot while the line is highlighted. */
  readonly summary: string;
  /** Other texts it is found by. */
  readonly words: readonly string[];
}

interface PickMenuProps<P extends Pick> {
  /** A point of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly title: string;
  readonly placeholder: string;
  readonly picks: readonly P[];
  /** What to do where nothing is found. */
  readonly empty: ReactNode;
  readonly onPick: (pick: P) => void;
  readonly onClose: () => void;
  /** Tab leads on, past the menu. */
  readonly onLeave: (backwards: boolean) => void;
  /** Backspace in an empty search. */
  readonly onBack?: () => void;
}

/** A menu at a point of the canvas that is searched by typing: arrows choose, Enter takes, Escape closes. */
export function PickMenu<P extends Pick>(props: PickMenuProps<P>) {
  const { at, title, placeholder, picks, empty, onPick, onClose, onLeave, onBack } = props;
  const [query, setQuery] = useState('');
  const [highlighted, setHighlighted] = useState<P>();
  const input = useRef<HTMLInputElement>(null);
  const moved = useRef(false);
  const shown = useMemo(() => fuzzy(picks, query, ({ label, words }) => [label, ...words]), [picks, query]);
  const anchor = useMemo(
    () => ({ getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }),
    [at.x, at.y],
  );
  const about = shown.includes(highlighted as P) ? highlighted : shown[0];
  const leave = (act: () => void) => {
    moved.current = true;
    act();
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          className="pick-layer"
          side="bottom"
          align="start"
          collisionPadding={8}
          collisionAvoidance={{ side: 'shift', align: 'shift' }}
        >
          <Popover.Popup
            className="pick"
            aria-label={title}
            initialFocus={input}
            finalFocus={() => !moved.current}
            onKeyDown={(event) => {
              // keys belong to the menu, not to the drawing under it
              event.stopPropagation();
              if (event.key === 'Tab') {
                event.preventDefault();
                leave(() => onLeave(event.shiftKey));
              }
              if (event.key === 'Backspace' && query === '' && onBack) {
                event.preventDefault();
                onBack();
              }
            }}
          >
            <Autocomplete.Root<P>
              open
              inline
              mode="none"
              items={shown}
              value={query}
              onValueChange={setQuery}
              itemToStringValue={({ label }) => label}
              autoHighlight="always"
              keepHighlight
              onItemHighlighted={(pick) => pick && setHighlighted(pick)}
            >
              <p className="pick-title">{title}</p>
              <div className="pick-search">
                <Search size={14} aria-hidden />
                <Autocomplete.Input
                  ref={input}
                  className="pick-input"
                  placeholder={placeholder}
                  aria-label={title}
                />
              </div>
              <Autocomplete.List className="pick-list">
                {(pick: P) => (
                  <Autocomplete.Item
                    key={pick.key}
                    value={pick}
                    className="pick-item"
                    onClick={() => leave(() => onPick(pick))}
                  >
                    {pick.type === null ? <Plus size={14} aria-hidden /> : <CategoryIcon type={pick.type} />}
                    <span className="pick-label">{pick.label}</span>
                    {pick.note && <span className="pick-note">{pick.note}</span>}
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
              <Autocomplete.Empty>
                <span className="pick-empty">{empty}</span>
              </Autocomplete.Empty>
              <Autocomplete.Status className="visually-hidden">{`${shown.length} found`}</Autocomplete.Status>
              {about && <p className="pick-summary">{about.summary}</p>}
            </Autocomplete.Root>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
