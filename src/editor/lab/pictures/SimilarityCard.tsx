import Ellipsis from 'lucide-react/icons/ellipsis';
import { memo, useEffect, useRef } from 'react';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { download } from '../../files/download.ts';
import { useTheme } from '../../theme/theme.ts';
import { Hint } from '../../ui/Hint.tsx';
import { SaveMenu } from '../../ui/SaveMenu.tsx';
import { heatPixels } from './heat-colours.ts';
import './pictures.css';

interface SimilarityCardProps {
  readonly title: string;
  readonly pictures: readonly TimedPicture[];
}

const HELP =
  'Cosines between the embeddings of a batch: the first view of each image in rows, the second in columns. On the diagonal are the two views of one image, beside it different images. Orange is 1, blue −1. All orange is a complete collapse; an orange diagonal on pale ground is what contrast strives for.';

/** Which images of a batch the encoder takes for alike, before training and now. */
export const SimilarityCard = memo(function SimilarityCard({ title, pictures }: SimilarityCardProps) {
  const newest = pictures.at(-1)!;
  const first = pictures[0]!;
  const place = useRef<HTMLDivElement>(null);
  const name = `unlabel-${title.replace(/[^a-z0-9]+/gi, '-')}`;
  const save = () => {
    const canvas = [...place.current!.querySelectorAll('canvas')].at(-1)!;
    canvas.toBlob((blob) => blob && download(`${name}.png`, blob, 'image/png'), 'image/png');
  };
  return (
    <figure className="chart" aria-label={title}>
      <figcaption className="chart-head">
        <Hint text={HELP} side="top">
          <span className="chart-title" tabIndex={0}>
            {title}
          </span>
        </Hint>
        <SaveMenu
          label={`${title}: files`}
          className="chart-menu"
          entries={[
            ['Save numbers as CSV', () => download(`${name}.csv`, similarityCsv(newest), 'text/csv')],
            ['Save picture as PNG', save],
          ]}
        >
          <Ellipsis size={14} aria-hidden />
        </SaveMenu>
      </figcaption>
      <div ref={place} className="similarities">
        {first !== newest && (
          <Heat picture={first} title={first.step === 0 ? 'untrained' : `step ${first.step}`} />
        )}
        <Heat picture={newest} title={newest.step === 0 ? 'untrained' : `step ${newest.step}`} />
      </div>
    </figure>
  );
});

function Heat({ picture, title }: { readonly picture: TimedPicture; readonly title: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const { side, similarity } = picture;
  useEffect(() => {
    const zero = theme === 'dark' ? ([31, 36, 44] as const) : ([255, 255, 255] as const);
    const context = canvas.current!.getContext('2d')!;
    context.putImageData(new ImageData(heatPixels(similarity, zero), side, side), 0, 0);
  }, [similarity, side, theme]);
  const mean = (of: (i: number, j: number) => boolean): number => {
    const chosen = [...similarity].filter((_, at) => of(Math.floor(at / side), at % side));
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  };
  const [same, other] = [mean((i, j) => i === j), mean((i, j) => i !== j)];
  const cosine = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2).replace('-', '−'));
  return (
    <div className="similarity">
      <canvas
        ref={canvas}
        width={side}
        height={side}
        role="img"
        aria-label={`Cosines of ${side} images, ${title}: ${cosine(same)} on the diagonal, ${cosine(other)} beside it`}
      />
      <span>
        {title}: on <b>{cosine(same)}</b>, off <b>{cosine(other)}</b>
      </span>
    </div>
  );
}

function similarityCsv({ side, similarity }: TimedPicture): string {
  const head = ['first view', ...Array.from({ length: side }, (_, j) => `second view ${j + 1}`)];
  const rows = Array.from({ length: side }, (_, i) => [
    i + 1,
    ...similarity.subarray(i * side, (i + 1) * side),
  ]);
  return [head, ...rows].map((row) => row.join(',')).join('\n') + '\n';
}
