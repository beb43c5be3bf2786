import { Checkbox } from '@base-ui/react/checkbox';
import Check from 'lucide-react/icons/check';
import Pin from 'lucide-react/icons/pin';
import { memo } from 'react';
import { finalReadings } from '../../runtime/kept/final-readings.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { MAX_NAME, MAX_NOTE } from '../../runtime/kept/limits.ts';
import { formatNumber } from '../lab/format-number.ts';
import { VerdictButton } from '../lab/VerdictButton.tsx';
import { PointInTime } from '../ui/PointInTime.tsx';
import { InlineField } from './InlineField.tsx';
import { runLabel } from './overlay-charts.ts';
import { RunMenu } from './RunMenu.tsx';
import type { Runs } from './runs.ts';
import { RunSwatch } from './RunSwatch.tsx';
import { stepsOf } from './steps-of.ts';

interface RunRowProps {
  readonly run: KeptRun;
  readonly runs: Runs;
  /** Its place in the palette, where it is drawn over the charts. */
  readonly place: number | undefined;
  /** It is in this page only. */
  readonly unsaved: boolean;
}

/** A kept run in the list. */
export const RunRow = memo(function RunRow({ run, runs, place, unsaved }: RunRowProps) {
  const { overlay, rename, annotate } = runs.store.getState();
  const { loss, twin, twinUntrained } = finalReadings(run);
  const label = runLabel(run);
  return (
    <tr data-shown={place !== undefined || undefined}>
      <td>
        <Checkbox.Root
          className="checkbox"
          aria-label={`Draw ${label} over the charts`}
          checked={place !== undefined}
          onCheckedChange={(shown) => overlay(run.id, shown)}
        >
          <Checkbox.Indicator className="checkbox-mark">
            <Check size={12} aria-hidden />
          </Checkbox.Indicator>
        </Checkbox.Root>
      </td>
      <td>{place !== undefined && <RunSwatch place={place} />}</td>
      <th scope="row" className="runs-name">
        <InlineField
          label={`Name of ${label}`}
          value={run.name}
          maxLength={MAX_NAME}
          onCommit={(name) => void rename(run.id, name)}
        />
        {run.pinned && <Pin size={12} aria-label="pinned" />}
        {unsaved && <span className="runs-mark">not stored</span>}
        {run.end === 'going' && <span className="runs-mark">under way</span>}
      </th>
      <td className="runs-number">{run.seed}</td>
      <td className="runs-number">{stepsOf(run)}</td>
      <td className="runs-number">{loss === null ? '–' : formatNumber(loss)}</td>
      <td className="runs-number">
        {twin === null ? '–' : formatNumber(twin, 'percent')}
        {twinUntrained !== null && (
          <span className="runs-beside">untrained {formatNumber(twinUntrained, 'percent')}</span>
        )}
      </td>
      <td>
        <VerdictButton verdict={run.verdict} label={`${run.verdict.kind}: show why for ${label}`} />
      </td>
      <td>
        <PointInTime at={run.savedAt} />
      </td>
      <td className="runs-note">
        <InlineField
          label={`Note on ${label}`}
          value={run.note}
          placeholder="Add a note"
          maxLength={MAX_NOTE}
          onCommit={(note) => void annotate(run.id, note)}
        />
      </td>
      <td>
        <RunMenu run={run} runs={runs} />
      </td>
    </tr>
  );
});
