import { useEffect, useRef, useState } from 'react';
import { Button } from '../../editor/ui/Button.tsx';
import type { BenchMachine, BenchState, Selection } from './bench-state.ts';
import { jsonOf, machineText, markdownOf, methodText } from './bench-table.ts';
import { Figures } from './Figures.tsx';
import { SelectionForm } from './SelectionForm.tsx';
import '../../editor/theme/tokens.css';
import '../../editor/theme/base.css';
import '../check/check.css';
import './bench.css';

interface BenchProps {
  readonly machine: BenchMachine;
  readonly initial: Selection;
  /** Begin at once. */
  readonly run: boolean;
  readonly measure: (
    machine: BenchMachine,
    selection: Selection,
    signal: AbortSignal,
    report: (state: BenchState) => void,
  ) => Promise<unknown>;
}

/** “Benchmark”: what a training step takes on this device, beside the same step written by hand in tfjs. */
export function Bench({ machine, initial, run, measure }: BenchProps) {
  const [selection, setSelection] = useState(initial);
  const [state, setState] = useState<BenchState | null>(null);
  const [stop, setStop] = useState<AbortController | null>(null);
  const [note, setNote] = useState('');
  const begun = useRef(false);
  const busy = stop !== null;
  const ready = selection.backends.length > 0 && selection.tasks.length > 0;

  const begin = (): void => {
    const controller = new AbortController();
    setStop(controller);
    setNote('');
    setState(null);
    void measure(machine, selection, controller.signal, setState)
      .catch((error: unknown) => setNote(error instanceof Error ? error.message : String(error)))
      .finally(() => setStop(null));
  };
  useEffect(() => {
    if (!run || begun.current || !ready) return;
    begun.current = true;
    begin();
  });

  const copy = (text: string): void => {
    // refused where the page is not served securely
    void Promise.resolve()
      .then(() => navigator.clipboard.writeText(text))
      .then(
        () => setNote('Copied.'),
        () => setNote('Copying is not permitted here: take the text from below.'),
      );
  };
  const finished = state && !busy && state.rows.length > 0 ? state : null;

  return (
    <main className="check bench">
      <h1>Benchmark</h1>
      <p className="check-idea">
        Times one training step on this device beside the same step written by hand in TensorFlow.js: same
        network, same views, in turns. Close other work first, and keep this page in front. Nothing leaves
        your machine. <a href="./">To the editor</a> · <a href="./check.html">Check this device</a>
      </p>
      <SelectionForm found={machine.backends} selection={selection} disabled={busy} onChange={setSelection} />
      <div className="check-controls">
        <Button variant="primary" disabled={busy || !ready} onClick={begin}>
          Measure
        </Button>
        <Button disabled={!busy} onClick={() => stop?.abort()}>
          Stop
        </Button>
        <Button disabled={!finished} onClick={() => finished && copy(markdownOf(finished))}>
          Copy as Markdown
        </Button>
        <Button disabled={!finished} onClick={() => finished && copy(jsonOf(finished))}>
          Copy as JSON
        </Button>
        <span role="status">{note || (ready ? '' : 'Choose a backend and a task.')}</span>
      </div>
      {state && busy && (
        <p className="bench-progress">
          <progress aria-label="Progress" value={state.done} max={state.turns} />
          <span aria-live="polite">{state.doing ?? ''}</span>
        </p>
      )}
      {state && <Figures state={state} busy={busy} />}
      {finished && (
        <details>
          <summary>As text</summary>
          <pre>{markdownOf(finished)}</pre>
        </details>
      )}
      <section className="bench-about" aria-label="Machine and method">
        <ul>
          {machineText(machine).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {state && <p>{methodText(state)}</p>}
      </section>
    </main>
  );
}
