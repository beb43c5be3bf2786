import { Popover } from '@base-ui/react/popover';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { verdictTone } from '../lab/verdict-tone.ts';
import '../lab/verdict-reading.css';
import { runLabel } from './overlay-charts.ts';

/** What became of a run, and on demand the numbers that say so. */
export function RunVerdictButton({ run }: { readonly run: KeptRun }) {
  const { kind, evidence } = run.verdict;
  return (
    <Popover.Root>
      <Popover.Trigger
        className="verdict"
        data-tone={verdictTone(kind)}
        aria-label={`${kind}: show why for ${runLabel(run)}`}
      >
        <span className="reading-value">{kind}</span>
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
