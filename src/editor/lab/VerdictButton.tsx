import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import type { Verdict } from '../../analysis/verdict.ts';
import { verdictTone } from './verdict-tone.ts';
import './verdict-reading.css';

interface VerdictButtonProps {
  readonly verdict: Verdict;
  /** Its accessible name. */
  readonly label: string;
  /** What stands beside the verdict. */
  readonly children?: ReactNode;
}

/** What became of a run, and on demand the numbers that say so. */
export function VerdictButton({ verdict: { kind, evidence }, label, children }: VerdictButtonProps) {
  return (
    <Popover.Root>
      <Popover.Trigger className="verdict" data-tone={verdictTone(kind)} aria-label={label}>
        <span className="reading-value">{kind}</span>
        {children}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={6} className="backend-layer">
          <Popover.Popup className="backend-popup">
            <Popover.Title className="backend-title">{kind}</Popover.Title>
            <ul className="verdict-evidence">
              {evidence.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
