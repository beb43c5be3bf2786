import { Popover } from '@base-ui/react/popover';
import { useEffect, useRef } from 'react';
import { useEditor } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import { BROKEN, STOP_TEXTS } from './stops.ts';
import './tour.css';
import { STOPS, waitsForButton } from './tour-progress.ts';
import { endTour } from './tour-store.ts';
import { useAnchor } from './use-anchor.ts';
import { useTourProgress } from './use-tour-progress.ts';

/**
 * The tour: a card beside what it speaks of. The window stays usable, since at half of the stops the visitor goes on by
 * doing what is asked.
 */
export function Tour() {
  const { progress, next } = useTourProgress();
  const { stop } = progress;
  const broken = useEditor((state) => state.compilation !== null && state.compilation.program === null);
  const { title, text, at } = STOP_TEXTS[stop];
  const anchor = useAnchor(at);
  const button = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const place = STOPS.indexOf(stop) + 1;
  const last = stop === 'done';

  // the keyboard is led to the button where one is waited for; elsewhere it stays with what the visitor does
  useEffect(() => {
    if (waitsForButton(stop)) button.current?.focus();
  }, [stop]);

  return (
    <Popover.Root
      open
      modal={false}
      onOpenChange={(open, { reason }) => {
        // a press elsewhere is what the tour asks for, and Escape there has a meaning of its own
        const inside = card.current?.contains(document.activeElement) ?? false;
        if (!open && reason === 'escape-key' && inside) endTour(last);
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor ?? document.body}
          side={stop === 'done' ? 'right' : 'bottom'}
          sideOffset={12}
          collisionPadding={12}
          className="tour-layer"
        >
          <Popover.Popup ref={card} className="tour" initialFocus={button} finalFocus={false}>
            <div role="status">
              <Popover.Title className="tour-title">{title}</Popover.Title>
              <Popover.Description className="tour-text">
                {stop === 'change' && broken ? BROKEN : text}
              </Popover.Description>
            </div>
            <div className="tour-foot">
              <span className="tour-place">
                {place} of {STOPS.length}
              </span>
              {!last && (
                <Button variant="quiet" onClick={() => endTour(false)}>
                  End tour
                </Button>
              )}
              {waitsForButton(stop) && (
                <Button ref={button} variant="primary" onClick={() => (last ? endTour(true) : next())}>
                  {last ? 'Done' : 'Next'}
                </Button>
              )}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
