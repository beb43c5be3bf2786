import { Hint } from '../ui/Hint.tsx';
import type { Reading } from './reading-list.ts';

/** The newest numbers in a strip, each with what it is read against. */
export function Readings({ readings }: { readonly readings: readonly Reading[] }) {
  return (
    <dl className="readings" aria-label="Present values">
      {readings.map(({ key, label, value, beside, better, help }) => (
        <Hint key={key} text={help} side="top">
          <div className="reading" tabIndex={0}>
            <dt>{label}</dt>
            <dd>
              <span className="reading-value" data-better={better ?? undefined}>
                {value}
              </span>
              {beside && <span className="reading-beside">{beside}</span>}
            </dd>
          </div>
        </Hint>
      ))}
    </dl>
  );
}
