import { useState } from 'react';

interface InlineFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly maxLength: number;
  readonly onCommit: (value: string) => void;
}

/** A text that becomes a field when it is gone into: taken by Enter or when it is left, and given up by Escape. */
export function InlineField({ label, value, placeholder, maxLength, onCommit }: InlineFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft !== null && draft !== value) onCommit(draft);
    setDraft(null);
  };
  return (
    <input
      className="inline-field"
      aria-label={label}
      title={value || undefined}
      value={draft ?? value}
      placeholder={placeholder}
      maxLength={maxLength}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        else if (event.key === 'Escape' && draft !== null) {
          setDraft(null);
          event.stopPropagation();
        }
      }}
    />
  );
}
