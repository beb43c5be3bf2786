import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Button } from '../ui/Button.tsx';

interface StepRefusalProps {
  /** Empty where the engine was ended meanwhile. */
  readonly problems: readonly Diagnostic[];
  readonly again: () => void;
}

/** Why no step can be looked at. */
export function StepRefusal({ problems, again }: StepRefusalProps) {
  return (
    <div className="lab-empty" role="alert">
      <p className="lab-empty-title">There is no step to look at.</p>
      {problems.length === 0 && <p>The engine was ended before the step was done.</p>}
      {problems.map(({ code, message }) => (
        <p key={`${code} ${message}`}>
          {message} <code>{code}</code>
        </p>
      ))}
      <p>
        <Button onClick={again}>Try again</Button>
      </p>
    </div>
  );
}
