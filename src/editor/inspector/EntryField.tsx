import { Field } from '@base-ui/react/field';
import { useState, type KeyboardEvent } from 'react';
import type { Entry } from './parse-entry.ts';

interface EntryFieldProps<T> {
  readonly label: string;
  /** The present value as text. */
  readonly value: string;
  readonly parse: (text: string) => Entry<T>;
  readonly onCommit: (value: T) => void;
  readonly unit?: string | undefined;
  /** The value one step up (1) or down (−1), for the arrow keys. */
  readonly onStep?: ((direction: 1 | -1) => void) | undefined;
  readonly wide?: boolean;
  /** Several lines in a font of even width: Enter begins a new one, and Ctrl+Enter takes the entry. */
  readonly multiline?: boolean | undefined;
}

const MULTILINE = <textarea rows={4} />;

/**
 * An entry that is checked as it is typed and taken when Enter is pressed or the field is left. What is not valid stays
 * in the field with its reason, and the document as it was; Escape brings the present value back.
 */
export function EntryField<T>(props: EntryFieldProps<T>) {
  const { label, value, parse, onCommit, unit, onStep, wide, multiline } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const entry = draft === null ? null : parse(draft);
  const reason = entry && !entry.ok ? entry.reason : null;

  const commit = () => {
    if (!entry?.ok) return;
    setDraft(null);
    if (draft !== value) onCommit(entry.value);
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) commit();
    else if (event.key === 'Escape' && draft !== null) {
      setDraft(null);
      event.stopPropagation();
    } else if (onStep && draft === null && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      onStep(event.key === 'ArrowUp' ? 1 : -1);
    }
  };
  return (
    <Field.Root
      className="entry"
      invalid={reason !== null}
      data-wide={wide || undefined}
      data-multiline={multiline}
    >
      <span className="entry-box">
        <Field.Control
          className="entry-input"
          {...(multiline ? { render: MULTILINE } : {})}
          aria-label={label}
          value={draft ?? value}
          spellCheck={false}
          autoComplete="off"
          inputMode={onStep ? 'decimal' : 'text'}
          onValueChange={(text) => setDraft(text)}
          onBlur={commit}
          onKeyDown={keys}
        />
        {unit && <span className="entry-unit">{unit}</span>}
      </span>
      <Field.Error className="entry-error" match={reason !== null}>
        {reason}
      </Field.Error>
    </Field.Root>
  );
}
