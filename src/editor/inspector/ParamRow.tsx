import CircleHelp from 'lucide-react/icons/circle-question-mark';
import FlaskConical from 'lucide-react/icons/flask-conical';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import type { z } from 'zod';
import type { ParamField } from '../../spec/param.ts';
import { useActions } from '../actions/actions-context.tsx';
import { sweep } from '../actions/train-actions.ts';
import { resetParam, setParam } from '../commands/set-param.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { presetOf } from '../store/content.ts';
import { Hint } from '../ui/Hint.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ParamControl } from './ParamControl.tsx';
import { showEntry } from './parse-entry.ts';

interface ParamRowProps {
  readonly node: string;
  readonly field: ParamField;
  readonly schema: z.ZodType;
  readonly value: unknown;
}

function rangeText({ minimum, maximum, unit = '' }: ParamField): string | null {
  if (minimum === undefined && maximum === undefined) return null;
  if (maximum === undefined) return `From ${minimum} ${unit}`;
  if (minimum === undefined) return `Up to ${maximum} ${unit}`;
  return `${minimum} to ${maximum} ${unit}`;
}

/** One parameter: label, help, control, and a way back to the default. */
export function ParamRow({ node, field, schema, value }: ParamRowProps) {
  const { store } = useServices();
  const { context } = useActions();
  const overlaid = useEditor((state) => field.name in (presetOf(state.content)?.nodes[node] ?? {}));
  const changed = showEntry(value) !== showEntry(field.initial);
  const range = rangeText(field);
  return (
    <div className="param" data-type={field.type} data-testid={`param-${field.name}`}>
      <div className="param-head">
        <span className="param-label">{field.label}</span>
        <Hint
          side="left"
          text={
            <>
              {field.help}
              {range && <span className="param-range">{range}</span>}
            </>
          }
        >
          <button type="button" className="param-help" aria-label={`About ${field.label}`}>
            <CircleHelp size={12} aria-hidden />
          </button>
        </Hint>
        {overlaid && (
          <Hint side="left" text="The active preset sets this value; changing it changes the preset.">
            <button type="button" className="param-preset">
              preset
            </button>
          </Hint>
        )}
        {(field.type === 'number' || field.type === 'integer') && (
          <IconButton
            className="param-sweep"
            label={`Sweep ${field.label}…`}
            onClick={() => sweep(context, `${node}.${field.name}`)}
          >
            <FlaskConical size={12} aria-hidden />
          </IconButton>
        )}
        {changed && (
          <IconButton
            className="param-reset"
            label={`Reset ${field.label} to ${showEntry(field.initial)}`}
            onClick={() => store.getState().run(resetParam(node, field.name))}
          >
            <RotateCcw size={12} aria-hidden />
          </IconButton>
        )}
      </div>
      <ParamControl
        field={field}
        schema={schema}
        value={value}
        onChange={(next) => store.getState().run(setParam(node, field.name, next))}
        onSettled={() => store.getState().endGesture()}
      />
    </div>
  );
}
