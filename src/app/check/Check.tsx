import { useEffect, useRef, useState } from 'react';
import type { BackendName } from '../../../workers/protocol.ts';
import { Button } from '../../editor/ui/Button.tsx';
import { verdictOf, type CheckState } from './check-state.ts';
import { Results } from './Results.tsx';
import { reportText } from './report-text.ts';
import { sentenceOf } from './summary.ts';
import '../../editor/theme/tokens.css';
import '../../editor/theme/base.css';
import './check.css';

const BACKENDS: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU: graphics hardware',
  webgl: 'WebGL: graphics hardware, older way',
  wasm: 'WebAssembly: the processor',
  cpu: 'Plain JavaScript',
};

interface CheckProps {
  readonly initial: BackendName;
  /** Begin at once. */
  readonly run: boolean;
  /** Rejects only for faults of Unlabel and files that cannot be fetched. */
  readonly check: (backend: BackendName, report: (state: CheckState) => void) => Promise<unknown>;
}

/** “Check this device”: a backend is chosen, the reference numbers are computed on it and shown. */
export function Check({ initial, run, check }: CheckProps) {
  const [backend, setBackend] = useState(initial);
  const [state, setState] = useState<CheckState | null>(null);
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState('');
  const begun = useRef(false);

  const begin = (): void => {
    setBusy(true);
    setNote('');
    setState(null);
    void check(backend, setState)
      .catch((error: unknown) => setNote(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false));
  };
  useEffect(() => {
    if (!run || begun.current) return;
    begun.current = true;
    begin();
  });

  const text = state && !busy ? reportText(state, navigator.userAgent) : null;
  const copy = (): void => {
    // refused where the page is not served securely
    void Promise.resolve()
      .then(() => navigator.clipboard.writeText(text ?? ''))
      .then(
        () => setNote('Copied.'),
        () => setNote('Copying is not permitted here: take the text from below.'),
      );
  };
  const outcome = busy || !state ? 'running' : verdictOf(state).passed ? 'passed' : 'failed';

  return (
    <main className="check">
      <h1>Check this device</h1>
      <p className="check-idea">
        Computes numbers that are known from PyTorch on a backend of your choice, trains a tiny SimCLR there
        and compares its losses with those of another backend. Nothing leaves your machine.{' '}
        <a href="./">To the editor</a>
      </p>
      <div className="check-controls">
        <label htmlFor="backend">Backend</label>
        <select
          id="backend"
          value={backend}
          disabled={busy}
          onChange={({ target }) => setBackend(target.value as BackendName)}
        >
          {Object.entries(BACKENDS).map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <Button variant="primary" disabled={busy} onClick={begin}>
          Check
        </Button>
        <Button disabled={text === null} onClick={copy}>
          Copy as text
        </Button>
        <span role="status">{note}</span>
      </div>
      {state && (
        <p className="check-summary" data-outcome={outcome} aria-live="polite" aria-busy={busy}>
          {sentenceOf(state)}
        </p>
      )}
      {state && <Results state={state} />}
      {text !== null && (
        <details>
          <summary>As text</summary>
          <pre>{text}</pre>
        </details>
      )}
    </main>
  );
}
