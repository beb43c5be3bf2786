import type { Representation } from '../../../workers/protocol.ts';
import { formatNumber } from '../lab/format-number.ts';
import { Hint } from '../ui/Hint.tsx';

interface ReadoutsProps {
  readonly trained: Representation;
  readonly untrained: Representation;
}

const HELP =
  'Share of held-out images whose label a linear map of the features gives: least squares with a small ridge, fitted on the training images. What augmentation makes the encoder blind to falls below the untrained encoder; a collapse falls to chance.';

/** Which labels can be read off the features by a linear map, as bars; what the untrained encoder and a guess reach beside them. */
export function Readouts({ trained, untrained }: ReadoutsProps) {
  const before = new Map(untrained.readouts.map(({ label, accuracy }) => [label, accuracy]));
  return (
    <section className="embedding-part" aria-label="Linear readout">
      <Hint text={HELP} side="top">
        <h3 tabIndex={0}>Linear readout</h3>
      </Hint>
      {trained.readouts.length === 0 && (
        <p className="embedding-note">The dataset has no label with images enough to learn it from.</p>
      )}
      <dl className="readouts">
        {trained.readouts.map(({ label, accuracy, chance }) => {
          const then = before.get(label);
          return (
            <div key={label} className="readout">
              <dt>{label}</dt>
              <dd>
                <span className="readout-bar" aria-hidden>
                  <span style={{ width: `${accuracy * 100}%` }} />
                  {then !== undefined && <i data-of="untrained" style={{ left: `${then * 100}%` }} />}
                  <i data-of="chance" style={{ left: `${chance * 100}%` }} />
                </span>
                <b>{formatNumber(accuracy, 'percent')}</b>
                <span className="readout-beside">
                  untrained {then === undefined ? '–' : formatNumber(then, 'percent')}, guess{' '}
                  {formatNumber(chance, 'percent')}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
