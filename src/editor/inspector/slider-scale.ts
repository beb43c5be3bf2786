import type { ParamField } from '../../spec/param.ts';

/** How a slider's positions and a parameter's values correspond. */
export interface SliderScale {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly toPosition: (value: number) => number;
  readonly toValue: (position: number) => number;
}

/** Steps of a slider from end to end where the parameter names none. */
const STEPS = 200;

function tidy(value: number): number {
  return Number(value.toPrecision(3));
}

/** The slider of a number, or null where its range is open. Out of range values stand at the slider's end. */
export function sliderScale(field: ParamField): SliderScale | null {
  const [low, high] = field.range ?? [field.minimum, field.maximum];
  if (low === undefined || high === undefined || !(high > low)) return null;
  const whole = (value: number) => (field.type === 'integer' ? Math.round(value) : value);
  const inside = (value: number) => Math.min(high, Math.max(low, value));
  if (field.scale === 'log' && low > 0) {
    const [minimum, maximum] = [Math.log10(low), Math.log10(high)];
    return {
      minimum,
      maximum,
      step: (maximum - minimum) / STEPS,
      toPosition: (value) => Math.log10(inside(value)),
      toValue: (position) => inside(whole(tidy(10 ** position))),
    };
  }
  const step = field.step ?? (field.type === 'integer' ? 1 : (high - low) / STEPS);
  const decimals = Math.max(0, Math.ceil(-Math.log10(step)) + 1);
  return {
    minimum: low,
    maximum: high,
    step,
    toPosition: inside,
    toValue: (position) => whole(Number(position.toFixed(decimals))),
  };
}
