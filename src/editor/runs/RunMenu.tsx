import Ellipsis from 'lucide-react/icons/ellipsis';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { useServices } from '../editor-context.tsx';
import { PopupMenu } from '../shell/PopupMenu.tsx';
import { runLabel } from './overlay-charts.ts';
import type { Runs } from './runs.ts';
import { saveRunFile } from './save-run-file.ts';

/** What can be done with a kept run. */
export function RunMenu({ run, runs }: { readonly run: KeptRun; readonly runs: Runs }) {
  const { openDocument } = useServices();
  const { pin, remove } = runs.store.getState();
  const groups = () => [
    [
      { label: 'Run again and compare', act: () => runs.replay.getState().begin(run) },
      { label: 'Open its drawing', act: () => openDocument(run.document, run.preset) },
      { label: 'Save to a file', act: () => saveRunFile(run) },
      { label: 'Copy replay link', act: () => void runs.links.getState().copy(run) },
    ],
    [
      { label: 'Pinned', act: () => void pin(run.id, !run.pinned), checked: run.pinned },
      { label: 'Delete', act: () => void remove(run.id) },
    ],
  ];
  return (
    <PopupMenu
      label={`${runLabel(run)}: what can be done`}
      className="button"
      data-variant="quiet"
      data-icon
      groups={groups}
    >
      <Ellipsis size={14} aria-hidden />
    </PopupMenu>
  );
}
