import { Slider } from '@base-ui/react/slider';
import { Switch } from '@base-ui/react/switch';
import type { z } from 'zod';
import type { ParamValue } from '../../document/schema.ts';
import type { ParamField } from '../../spec/param.ts';
import { Choice } from '../ui/Choice.tsx';
import { EntryField } from './EntryField.tsx';
import { parseEntry, showEntry } from './parse-entry.ts';
import { sliderScale } from './slider-scale.ts';

interface ParamControlProps {
  readonly field: ParamField;
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly onChange: (value: ParamValue) => void;
  /** The end of a change: a slider let go, an entry taken. */
  readonly onSettled: () => void;
}

function NumberControl({ field, schema, value, onChange, onSettled }: ParamControlProps) {
  const scale = sliderScale(field);
  const number = typeof value === 'number' ? value : 0;
  const change = (next: number) => {
    if (next !== number && schema.safeParse(next).success) onChange(next);
  };
  const stepTo = (direction: 1 | -1) => {
    const next = scale
      ? scale.toValue(scale.toPosition(number) + direction * scale.step)
      : number + direction * (field.step ?? 1);
    change(next);
    onSettled();
  };
  return (
    <div className="param-number">
      {scale && (
        <Slider.Root
          className="slider"
          value={scale.toPosition(number)}
          min={scale.minimum}
          max={scale.maximum}
          step={scale.step}
          thumbAlignment="edge"
          onValueChange={(position) => change(scale.toValue(position))}
          onValueCommitted={onSettled}
        >
          <Slider.Control className="slider-control">
            <Slider.Track className="slider-track">
              <Slider.Indicator className="slider-indicator" />
              <Slider.Thumb
                className="slider-thumb"
                aria-label={`${field.label} slider`}
                getAriaValueText={() => `${number}${field.unit ? ` ${field.unit}` : ''}`}
              />
            </Slider.Track>
          </Slider.Control>
        </Slider.Root>
      )}
      <EntryField
        label={field.label}
        value={showEntry(value)}
        unit={field.unit}
        parse={(text) => parseEntry(field, schema, text)}
        onCommit={(next) => {
          onChange(next);
          onSettled();
        }}
        onStep={stepTo}
      />
    </div>
  );
}

/** The control of one parameter, chosen by its type. */
export function ParamControl(props: ParamControlProps) {
  const { field, schema, value, onChange, onSettled } = props;
  const settle = (next: ParamValue) => {
    onChange(next);
    onSettled();
  };
  switch (field.type) {
    case 'number':
    case 'integer':
      return <NumberControl {...props} />;
    case 'boolean':
      return (
        <Switch.Root
          className="switch"
          aria-label={field.label}
          checked={value === true}
          onCheckedChange={settle}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      );
    case 'enum':
      return (
        <Choice
          className="param-choice"
          label={field.label}
          value={String(value)}
          options={(field.choices ?? []).map((choice) => ({
            value: choice,
            label: field.options?.[choice] ?? choice,
          }))}
          onChange={settle}
        />
      );
    case 'text':
    case 'numbers':
      return (
        <EntryField
          wide
          multiline={field.multiline}
          label={field.label}
          value={showEntry(value)}
          unit={field.unit}
          parse={(text) => parseEntry(field, schema, text)}
          onCommit={settle}
        />
      );
  }
}
