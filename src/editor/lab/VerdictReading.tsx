import { Popover } from '@base-ui/react/popover';
import { memo } from 'react';
import type { Verdict } from '../../analysis/verdict.ts';
import { verdictTone } from './verdict-tone.ts';
import './verdict-reading.css';

interface VerdictReadingProps {
  readonly verdict: Verdict;
  /** Whose verdict it is, where there are several. */
  readonly of?: string;
}

/** What became of a run so far, with the numbers that say so on demand. */
export const VerdictReading = memo(function VerdictReading({ verdict, of = 'verdict' }: VerdictReadingProps) {
  const { kind, evidence } = verdict;
  return (
    <div className="reading">
      <dt>{of}</dt>
      <dd>
        <Popover.Root>
          <Popover.Trigger
            className="verdict"
            data-tone={verdictTone(kind)}
            aria-label={`${of}: ${kind}, show why`}
          >
            <span className="reading-value">{kind}</span>
            <span className="reading-beside">why?</span>
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
      </dd>
    </div>
  );
}, sameVerdict);

function sameVerdict(before: VerdictReadingProps, after: VerdictReadingProps): boolean {
  return (
    before.of === after.of &&
    before.verdict.kind === after.verdict.kind &&
    before.verdict.evidence.join() === after.verdict.evidence.join()
  );
}
