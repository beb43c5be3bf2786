import { useMemo } from 'react';
import { verdict } from '../../analysis/verdict.ts';
import type { Program } from '../../ir/program.ts';
import { measurementsOf } from '../../runtime/measurements-of.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { VerdictReading } from './VerdictReading.tsx';

interface RunVerdictProps {
  readonly run: RunState;
  readonly program: Program;
  /** Whose verdict it is, where there are several. */
  readonly of?: string;
}

/** What became of a run so far, judged anew when a probe has measured something. */
export function RunVerdict({ run, program, of = 'verdict' }: RunVerdictProps) {
  const { probes, status } = run;
  const found = useMemo(
    () => verdict(measurementsOf(run, program)),
    // the loss alone decides nothing, and changes with every step
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [probes, status, program],
  );
  return <VerdictReading of={of} verdict={found} />;
}
