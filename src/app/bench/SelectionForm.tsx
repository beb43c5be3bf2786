import { useId } from 'react';
import type { FoundBackend } from '../../../bench/rivals/page/worker.ts';
import type { Selection } from './bench-state.ts';
import { BACKEND_NAMES } from './bench-table.ts';
import { BACKENDS, MAX_ROUNDS, TIMED_TASKS, wholeNumber } from './selection.ts';

interface SelectionFormProps {
  readonly found: readonly FoundBackend[];
  readonly selection: Selection;
  readonly disabled: boolean;
  readonly onChange: (selection: Selection) => void;
}

const TURNS = [1, 2, 5, 10, 20] as const;

/** Which backends, which tasks, how long. */
export function SelectionForm({ found, selection, disabled, onChange }: SelectionFormProps) {
  const { backends, tasks, rounds, steps } = selection;
  const details = new Map(found.map((one) => [one.backend, one]));
  const lengths = steps === null || TURNS.some((one) => one === steps) ? TURNS : [...TURNS, steps];
  return (
    <form className="bench-selection" onSubmit={(event) => event.preventDefault()}>
      <fieldset disabled={disabled}>
        <legend>Backends</legend>
        {BACKENDS.map((id) => {
          const { usable = false, detail = 'not found' } = details.get(id) ?? {};
          return (
            <Check
              key={id}
              label={BACKEND_NAMES[id]}
              detail={detail}
              checked={backends.includes(id)}
              disabled={!usable}
              onChange={(on) =>
                onChange({ ...selection, backends: BACKENDS.filter((one) => choose(one, id, backends, on)) })
              }
            />
          );
        })}
      </fieldset>
      <fieldset disabled={disabled}>
        <legend>Tasks</legend>
        {TIMED_TASKS.map(({ id, summary }) => (
          <Check
            key={id}
            label={id}
            detail={summary}
            checked={tasks.includes(id)}
            onChange={(on) => {
              const ids = TIMED_TASKS.map((one) => one.id);
              onChange({ ...selection, tasks: ids.filter((one) => choose(one, id, tasks, on)) });
            }}
          />
        ))}
      </fieldset>
      <fieldset disabled={disabled}>
        <legend>Length</legend>
        <label>
          Rounds{' '}
          <input
            type="number"
            min={1}
            max={MAX_ROUNDS}
            value={rounds}
            onChange={({ target }) =>
              onChange({ ...selection, rounds: wholeNumber(target.value, MAX_ROUNDS) ?? rounds })
            }
          />
        </label>
        <label>
          Steps a turn{' '}
          <select
            value={steps ?? ''}
            onChange={({ target }) =>
              onChange({ ...selection, steps: target.value === '' ? null : Number(target.value) })
            }
          >
            <option value="">As usual</option>
            {lengths.map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
      </fieldset>
    </form>
  );
}

/** Whether `one` is chosen after `changed` was switched on or off. */
function choose<T>(one: T, changed: T, chosen: readonly T[], on: boolean): boolean {
  return one === changed ? on : chosen.includes(one);
}

interface CheckProps {
  readonly label: string;
  readonly detail: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

function Check({ label, detail, checked, disabled, onChange }: CheckProps) {
  const id = useId();
  return (
    <label className="bench-check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-label={label}
        aria-describedby={id}
        onChange={({ target }) => onChange(target.checked)}
      />
      <b>{label}</b>
      <span id={id}>{detail}</span>
    </label>
  );
}
