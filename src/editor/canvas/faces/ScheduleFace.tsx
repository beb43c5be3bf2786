import { useMemo } from 'react';
import type { Schedule } from '../../../ir/schedule.ts';
import { shortNumber } from '../node-facts.ts';
import { Curve } from './Curve.tsx';
import { scheduleCurve } from './curve.ts';

const POINTS = 48;

/** A number's course over the run. A constant one needs no picture: its card says its value. */
export function ScheduleFace(props: {
  readonly label: string;
  readonly schedule: Schedule;
  readonly steps: number;
}) {
  const { label, schedule, steps } = props;
  const values = useMemo(() => scheduleCurve(schedule, steps, POINTS), [schedule, steps]);
  if (schedule.kind === 'constant') return null;
  return (
    <Curve
      label={label}
      values={values}
      left={shortNumber(values[0] ?? 0)}
      right={`${shortNumber(values.at(-1) ?? 0)} at step ${shortNumber(steps)}`}
    />
  );
}
