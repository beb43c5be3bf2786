import Download from 'lucide-react/icons/download';
import type { Representation } from '../../../workers/protocol.ts';
import { formatNumber } from '../lab/format-number.ts';
import { pictureFiles } from '../files/picture-files.ts';
import { PopupMenu } from '../shell/PopupMenu.tsx';
import { Hint } from '../ui/Hint.tsx';
import { readLabels, readoutCsv, readoutSvg } from './readout-files.ts';

interface ReadoutsProps {
  readonly trained: Representation;
  readonly untrained: Representation;
}

const HELP =
  'Share of held-out images whose label a linear map of the features gives: least squares with a small ridge, fitted on the training images. What augmentation makes the encoder blind to falls below the untrained encoder; a collapse falls to chance.';

/** Which labels can be read off the features by a linear map, as bars; what the untrained encoder and a guess reach beside them. */
export function Readouts({ trained, untrained }: ReadoutsProps) {
  const labels = readLabels(trained, untrained);
  const svg = () => {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    return readoutSvg(labels, {
      ink: token('--text'),
      quiet: token('--text-3'),
      ground: token('--sunken'),
      bar: token('--chart-1'),
      surface: token('--surface'),
    });
  };
  return (
    <section className="embedding-part" aria-label="Linear readout">
      <div className="embedding-head">
        <Hint text={HELP} side="top">
          <h3 tabIndex={0}>Linear readout</h3>
        </Hint>
        {labels.length > 0 && (
          <PopupMenu
            label="Linear readout: files"
            className="button"
            data-variant="quiet"
            data-icon
            groups={() => [pictureFiles('unlabel-readout', { csv: () => readoutCsv(labels), svg })]}
          >
            <Download size={14} aria-hidden />
          </PopupMenu>
        )}
      </div>
      {labels.length === 0 && (
        <p className="embedding-note">The dataset has no label with images enough to learn it from.</p>
      )}
      <dl className="readouts">
        {labels.map(({ label, accuracy, chance, untrained: then }) => (
          <div key={label} className="readout">
            <dt>{label}</dt>
            <dd>
              <span className="readout-bar" aria-hidden>
                <span style={{ width: `${accuracy * 100}%` }} />
                {then !== null && <i data-of="untrained" style={{ left: `${then * 100}%` }} />}
                <i data-of="chance" style={{ left: `${chance * 100}%` }} />
              </span>
              <b>{formatNumber(accuracy, 'percent')}</b>
              <span className="readout-beside">
                untrained {then === null ? '–' : formatNumber(then, 'percent')}, guess{' '}
                {formatNumber(chance, 'percent')}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
