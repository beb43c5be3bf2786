import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Lab } from '../lab/lab-context.tsx';
import { Button } from '../ui/Button.tsx';
import { ReplayNotice } from './ReplayNotice.tsx';
import { useReport } from './report/use-report.ts';
import { RunLinkNotice } from './RunLinkNotice.tsx';
import { RunRow } from './RunRow.tsx';
import type { Runs } from './runs.ts';
import { RunsNotices } from './RunsNotices.tsx';
import '../ui/table.css';
import './runs.css';

/** All runs that were kept. */
export function RunsTab({ lab }: { readonly lab: Lab }) {
  const runs = useStore(lab.runs, (state) => state.runs);
  return runs && <RunsList runs={runs} openTab={lab.openTab} />;
}

function RunsList({ runs, openTab }: { readonly runs: Runs } & Pick<Lab, 'openTab'>) {
  const { store } = runs;
  const list = useStore(store, (state) => state.list);
  const overlaid = useStore(store, (state) => state.overlaid);
  const unsaved = useStore(store, (state) => state.unsaved);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => void store.getState().refresh(), [store]);
  const { writing, write } = useReport(store);
  if (!list) return null;
  const chosen = [...overlaid.keys()].flatMap((id) => list.filter((run) => run.id === id));
  return (
    <div className="runs">
      <div className="runs-bar">
        <p className="runs-count">
          {list.length === 1 ? '1 run' : `${list.length} runs`}
          {overlaid.size > 0 && `, ${overlaid.size} ticked`}
        </p>
        {overlaid.size > 0 && <Button onClick={() => openTab('train')}>See them on the charts</Button>}
        {chosen.length > 0 && (
          <Button disabled={writing} onClick={() => void write(chosen)}>
            {writing
              ? 'Writing the report…'
              : chosen.length === 1
                ? 'Save a report'
                : 'Save a report of them'}
          </Button>
        )}
        <Button variant="quiet" onClick={() => picker.current?.click()}>
          Open a run file
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          aria-label="Open a run from a file"
          tabIndex={-1}
          className="visually-hidden"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void runs.takeFile(file);
          }}
        />
      </div>
      <RunsNotices store={store} />
      <RunLinkNotice runs={runs} />
      <ReplayNotice store={runs.replay} />
      {list.length === 0 ? (
        <div className="lab-empty">
          <p className="lab-empty-title">No run has been kept yet.</p>
          <p>
            Press <b>Train</b> above: each run is kept here when it ends, with its drawing, seed and curves.
            Tick some to draw them over the charts.
          </p>
        </div>
      ) : (
        <div className="runs-space">
          <table className="table runs-table">
            <caption className="visually-hidden">Kept runs, the newest first</caption>
            <thead>
              <tr>
                <th scope="col" colSpan={2}>
                  chart
                </th>
                <th scope="col">name</th>
                <th scope="col" className="runs-number">
                  seed
                </th>
                <th scope="col" className="runs-number">
                  steps
                </th>
                <th scope="col" className="runs-number" title="Mean of the last ten steps">
                  loss
                </th>
                <th scope="col" className="runs-number">
                  twin retrieval
                </th>
                <th scope="col">verdict</th>
                <th scope="col">kept</th>
                <th scope="col">note</th>
                <th scope="col">
                  <span className="visually-hidden">more</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((run) => (
                <RunRow
                  key={run.id}
                  run={run}
                  runs={runs}
                  place={overlaid.get(run.id)}
                  unsaved={unsaved.has(run.id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
