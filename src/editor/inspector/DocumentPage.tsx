import { setMeta } from '../commands/set-meta.ts';
import { setRun } from '../commands/set-run.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { ForetellSection } from '../foretelling/ForetellSection.tsx';
import { DrawnFormula } from '../formula/DrawnFormula.tsx';
import { PresetChoice } from '../shell/PresetChoice.tsx';
import { effectiveRun } from '../store/content.ts';
import { EntryField } from './EntryField.tsx';
import { Formula } from './Formula.tsx';
import { Linked } from './Linked.tsx';
import { parseNumber, type Entry } from './parse-entry.ts';
import { Section } from './Section.tsx';

function parseWhole(text: string, minimum: number, maximum: number): Entry<number> {
  const entry = parseNumber(text);
  if (!entry.ok) return entry;
  if (!Number.isInteger(entry.value)) return { ok: false, reason: 'It must be a whole number.' };
  if (entry.value < minimum) return { ok: false, reason: `It must be at least ${minimum}.` };
  if (entry.value > maximum) return { ok: false, reason: `It must be at most ${maximum}.` };
  return entry;
}

/** The drawing’s own page, shown when nothing is selected: what it is, where it is from, what to try, how it runs. */
export function DocumentPage() {
  const { store } = useServices();
  const meta = useEditor((state) => state.content.document.meta);
  const content = useEditor((state) => state.content);
  const { steps, seed } = effectiveRun(content);
  const { run, endGesture } = store.getState();
  const number = (label: string, value: number, least: number, most: number, set: (n: number) => void) => (
    <div className="param">
      <div className="param-head">
        <span className="param-label">{label}</span>
      </div>
      <EntryField
        label={label}
        value={String(value)}
        parse={(text) => parseWhole(text, least, most)}
        onCommit={(next) => {
          set(next);
          endGesture();
        }}
      />
    </div>
  );
  return (
    <div className="page">
      <header className="page-head">
        <input
          className="page-title"
          aria-label="Title of the drawing"
          value={meta.title}
          placeholder="Untitled"
          onChange={(event) => run(setMeta('title', event.target.value))}
          onBlur={endGesture}
        />
      </header>
      <textarea
        className="page-idea"
        aria-label="Idea"
        value={meta.idea}
        rows={3}
        placeholder="What does this method do, and why does it work?"
        onChange={(event) => run(setMeta('idea', event.target.value))}
        onBlur={endGesture}
      />
      {meta.formula && (
        <Section title="Formula">
          <Formula source={meta.formula} />
        </Section>
      )}
      <DrawnFormula />
      <ForetellSection />
      <Section title="Run">
        <div className="param">
          <div className="param-head">
            <span className="param-label">Preset</span>
          </div>
          <PresetChoice />
        </div>
        {number('Steps', steps, 1, 10_000_000, (value) => run(setRun({ steps: value })))}
        {number('Seed', seed, 0, 0xffffffff, (value) => run(setRun({ seed: value })))}
      </Section>
      {meta.tryThis.length > 0 && (
        <Section title="What to try">
          <ul className="page-list">
            {meta.tryThis.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Section>
      )}
      {meta.citation && (
        <Section title="Source">
          <p className="page-text">
            <Linked text={meta.citation} />
          </p>
        </Section>
      )}
    </div>
  );
}
