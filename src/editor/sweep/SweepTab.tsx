import { useState } from 'react';
import { useStore } from 'zustand';
import { graphOf } from '../store/content.ts';
import { nodeTitle } from '../store/node-title.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { readSeeds, readValues, sweepFields } from './sweep-fields.ts';
import { sweepChoice } from './sweep-choice.ts';
import type { SweepStore } from './sweep-store.ts';
import './sweep.css';
import { SweepCharts } from './SweepCharts.tsx';
import { SweepResults } from './SweepResults.tsx';
import { TextField } from './TextField.tsx';

/** A param of the drawing trained with several values, each from several seeds. */
export function SweepTab() {
  const { runs: late } = useServices();
  const runs = useStore(late, (state) => state.runs);
  return runs && <SweepView store={runs.sweep} />;
}

function SweepView({ store }: { readonly store: SweepStore }) {
  const { sweep, trainer, problems } = useStore(store);
  return (
    <div className="sweep">
      <section className="sweep-side" aria-label="Sweep">
        <SweepForm store={store} />
        {problems.map(({ message }) => (
          <p key={message} className="sweep-problem" role="alert">
            {message}
          </p>
        ))}
        {sweep && <SweepResults sweep={sweep} />}
      </section>
      {sweep && trainer ? (
        <SweepCharts sweep={sweep} trainer={trainer} />
      ) : (
        <div className="lab-empty">
          <p className="lab-empty-title">How much does a parameter matter?</p>
          <p>
            Choose one, and the values it takes: the drawing is trained with each, one after another, from the
            same seeds. The runs are kept under <b>Runs</b> too.
          </p>
        </div>
      )}
    </div>
  );
}

function SweepForm({ store }: { readonly store: SweepStore }) {
  const { drawing } = useServices();
  const content = useEditor((state) => state.content);
  const sweep = useStore(store, (state) => state.sweep);
  const shown = drawing(content);
  const nodes = graphOf(content).nodes.flatMap(({ id }) => shown.resolved(id) ?? []);
  const fields = sweepFields(nodes, (node) => nodeTitle(shown, node));
  const chosen = useStore(sweepChoice, ({ param }) => param);
  const field =
    fields.find(({ id }) => id === chosen) ??
    fields.find(({ id }) => id.endsWith('.temperature')) ??
    fields[0];
  const [typed, setTyped] = useState<{ readonly field: string; readonly text: string } | null>(null);
  const [seedsText, setSeeds] = useState('1');
  if (!field) return <p className="sweep-note">The drawing has no parameter that is a number.</p>;

  // what was typed for one parameter says nothing of another
  const text = typed?.field === field.id ? typed.text : field.proposal;
  const node = nodes.find(({ id }) => id === field.node)!;
  const values = readValues(text, node, field.field.name);
  const seeds = readSeeds(seedsText);
  const count = values.ok && seeds.ok ? values.value.length * seeds.value.length : null;
  const running = sweep?.running ?? false;
  const begin = () => {
    if (!values.ok || !seeds.ok) return;
    const plan = { node: field.node, param: field.field.name, title: field.title };
    store.getState().begin({ ...plan, values: values.value, seeds: seeds.value });
  };
  return (
    <form
      className="sweep-form"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <Choice
        label="Parameter"
        value={field.id}
        options={fields.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(param) => {
          sweepChoice.setState({ param });
          setTyped(null);
        }}
      />
      <TextField
        label="Values"
        hint="0.1, 0.2, 0.5 or log(0.01, 1, 5) or lin(0, 1, 3)"
        value={text}
        onChange={(text) => setTyped({ field: field.id, text })}
        problem={values.ok ? null : values.reason}
      />
      <TextField
        label="Seeds"
        hint="1, 2, 3"
        value={seedsText}
        onChange={setSeeds}
        problem={seeds.ok ? null : seeds.reason}
      />
      <div className="sweep-buttons">
        <Button type="submit" variant="primary" disabled={count === null || running}>
          {count === null ? 'Sweep' : `Sweep: ${count} ${count === 1 ? 'run' : 'runs'}`}
        </Button>
        {running && <Button onClick={() => store.getState().stop()}>Stop</Button>}
      </div>
    </form>
  );
}
