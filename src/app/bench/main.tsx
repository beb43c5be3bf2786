import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { defined } from '../../base/assert.ts';
import { startTheme } from '../../editor/theme/theme.ts';
import { Bench } from './Bench.tsx';
import type { BenchMachine, BenchState, Selection } from './bench-state.ts';
import { createBenchWorker } from './create-bench-worker.ts';
import { describeBrowser } from './describe-browser.ts';
import { runBench } from './run-bench.ts';
import { readSelection } from './selection.ts';
import { WorkerRival } from './worker-rival.ts';

function measure(
  machine: BenchMachine,
  selection: Selection,
  signal: AbortSignal,
  report: (state: BenchState) => void,
): Promise<BenchState> {
  const createRival = (...[name, job]: Parameters<Parameters<typeof runBench>[0]['createRival']>) =>
    new WorkerRival(name, job, createBenchWorker);
  return runBench({ machine, selection, createRival, signal }, report);
}

startTheme();
const root = createRoot(defined(document.getElementById('root'), 'the page has a root'));
const query = new URLSearchParams(location.search);
root.render(<p className="bench-wait">Looking for this browser’s backends …</p>);
describeBrowser(createBenchWorker).then(
  (machine) =>
    root.render(
      <StrictMode>
        <Bench
          machine={machine}
          initial={readSelection(query, machine.backends)}
          run={query.get('run') === '1'}
          measure={measure}
        />
      </StrictMode>,
    ),
  (error: unknown) =>
    root.render(
      <p className="bench-wait" role="alert">
        The benchmark could not start: {error instanceof Error ? error.message : String(error)}. Reload the
        page to try again.
      </p>,
    ),
);
