import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import './hint.css';

interface HintProps {
  readonly text: ReactNode;
  /** Keys that do the same. */
  readonly keys?: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** What the hint is about; gets the pointer and focus handlers. */
  readonly children: ReactElement<Record<string, unknown>>;
}

/** Milliseconds of rest before it appears. */
const DELAY = 350;

/** A short explanation that appears beside its element on hover and focus. */
export function Hint({ text, keys, side = 'bottom', children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger delay={DELAY} render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner side={side} sideOffset={6} className="hint-layer">
          <Tooltip.Popup className="hint">
            {text}
            {keys ? <kbd>{keys}</kbd> : null}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
