import { useId, useState } from 'react';
import { Hint } from '../ui/Hint.tsx';

interface RunNumberProps {
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A whole number of the run, taken when Enter is pressed or the field is left; what is not valid is put back. */
export function RunNumber({ label, hint, value, least, most, onChange }: RunNumberProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const entered = draft === null ? value : Number(draft.replace(/\s/g, '') || NaN);
  const valid = Number.isInteger(entered) && entered >= least && entered <= most;
  const commit = () => {
    setDraft(null);
    if (valid && entered !== value) onChange(entered);
  };
  return (
    <span className="run-number">
      <label htmlFor={id}>{label}</label>
      <Hint text={valid ? hint : `A whole number from ${least} to ${most}.`}>
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          size={Math.max(3, String(draft ?? value).length)}
          value={draft ?? value}
          aria-invalid={!valid}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            else if (event.key === 'Escape') setDraft(null);
          }}
        />
      </Hint>
    </span>
  );
}
