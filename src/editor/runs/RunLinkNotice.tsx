import { useStore } from 'zustand';
import { lastValue } from '../../runtime/series.ts';
import { runStateOf } from '../../runtime/kept/run-state-of.ts';
import { formatNumber } from '../lab/format-number.ts';
import { Button } from '../ui/Button.tsx';
import { runLabel } from './overlay-charts.ts';
import type { Runs } from './runs.ts';

/** The link that was made, and the run of the one that was opened. */
export function RunLinkNotice({ runs: { links, replay } }: { readonly runs: Runs }) {
  const { made, offered, close } = useStore(links);
  return (
    <>
      {made && (
        <p className="runs-notice" data-tone={made.copied ? 'ok' : 'warning'} role="status">
          <span>
            {made.copied
              ? `Copied: a link of ${made.href.length.toLocaleString('en')} characters that runs “${made.label}” again and compares. The drawing and points of its loss are in it; no server sees them.`
              : `The browser does not let this page use the clipboard. Select the link to “${made.label}” and copy it:`}
          </span>
          {!made.copied && (
            <input
              className="runs-link"
              aria-label={`Link to ${made.label}`}
              readOnly
              value={made.href}
              onFocus={(event) => event.target.select()}
            />
          )}
          <Button variant="quiet" onClick={close}>
            Close
          </Button>
        </p>
      )}
      {offered && (
        <p className="runs-notice" role="status">
          <span>{offer(offered)}</span>
          <Button
            variant="primary"
            onClick={() => {
              close();
              replay.getState().begin(offered);
            }}
          >
            Run it again and compare
          </Button>
          <Button variant="quiet" onClick={close}>
            Close
          </Button>
        </p>
      )}
    </>
  );
}

function offer(run: Parameters<typeof runStateOf>[0]): string {
  const last = lastValue(runStateOf(run).loss);
  const loss = last === null ? '' : ` and came to a loss of ${formatNumber(last)}`;
  return `The link holds the run “${runLabel(run)}”, which took ${run.step} ${run.step === 1 ? 'step' : 'steps'}${loss}. Does the same come out here?`;
}
