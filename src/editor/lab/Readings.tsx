import { memo, type ReactNode } from 'react';
import { Hint } from '../ui/Hint.tsx';
import type { Reading } from './reading-list.ts';

interface ReadingsProps {
  readonly readings: readonly Reading[];
  /** What stands before them in the strip. */
  readonly first?: ReactNode;
}

/** The newest numbers in a strip, each with what it is read against. */
export function Readings({ readings, first }: ReadingsProps) {
  return (
    <dl className="readings" aria-label="Present values">
      {first}
      {readings.map(({ key, label, value, beside, better, help }) => (
        <div key={key} className="reading">
          <ReadingLabel label={label} help={help} />
          <dd>
            <span className="reading-value" data-better={better ?? undefined}>
              {value}
            </span>
            {beside && <span className="reading-beside">{beside}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Apart from its value, so that hints are not rendered ten times a second. */
const ReadingLabel = memo(function ReadingLabel({ label, help }: Pick<Reading, 'label' | 'help'>) {
  return (
    <Hint text={help} side="top">
      <dt tabIndex={0}>{label}</dt>
    </Hint>
  );
});
