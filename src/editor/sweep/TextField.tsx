import { Field } from '@base-ui/react/field';

interface TextFieldProps {
  readonly label: string;
  /** What can be entered, by example. */
  readonly hint: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Why it cannot be taken as it is. */
  readonly problem: string | null;
}

/** A line of text that is judged while it is typed. */
export function TextField({ label, hint, value, onChange, problem }: TextFieldProps) {
  return (
    <Field.Root className="sweep-field" invalid={problem !== null}>
      <Field.Label>{label}</Field.Label>
      <Field.Control
        className="sweep-input"
        value={value}
        placeholder={hint}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <Field.Description className="sweep-note">{problem ?? `Such as ${hint}`}</Field.Description>
    </Field.Root>
  );
}
