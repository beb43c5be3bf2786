import { memo, useRef } from 'react';
import { csv } from '../../../base/csv.ts';
import { slug } from '../../../base/slug.ts';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { download } from '../../files/download.ts';
import { HeatMap } from '../../ui/HeatMap.tsx';
import { PictureCard } from './PictureCard.tsx';

interface SimilarityCardProps {
  readonly title: string;
  readonly pictures: readonly TimedPicture[];
}

const HELP =
  'Cosines between the embeddings of a batch: the first view of each image in rows, the second in columns. On the diagonal are the two views of one image, beside it different images. Blue is 1, orange −1. All blue is a complete collapse; a blue diagonal on pale ground is what contrast strives for.';

/** Which images of a batch the encoder takes for alike, before training and now. */
export const SimilarityCard = memo(function SimilarityCard({ title, pictures }: SimilarityCardProps) {
  const newest = pictures.at(-1)!;
  const first = pictures[0]!;
  const place = useRef<HTMLDivElement>(null);
  const name = `unlabel-${slug(title)}`;
  const save = () => {
    const canvas = [...place.current!.querySelectorAll('canvas')].at(-1)!;
    canvas.toBlob((blob) => blob && download(`${name}.png`, blob, 'image/png'), 'image/png');
  };
  return (
    <PictureCard
      title={title}
      help={HELP}
      files={[
        {
          label: 'Save numbers as CSV',
          act: () => download(`${name}.csv`, similarityCsv(newest), 'text/csv'),
        },
        { label: 'Save picture as PNG', act: save },
      ]}
    >
      <div ref={place} className="similarities">
        {first !== newest && (
          <Heat picture={first} title={first.step === 0 ? 'untrained' : `step ${first.step}`} />
        )}
        <Heat picture={newest} title={newest.step === 0 ? 'untrained' : `step ${newest.step}`} />
      </div>
    </PictureCard>
  );
});

function Heat({ picture, title }: { readonly picture: TimedPicture; readonly title: string }) {
  const { side, similarity } = picture;
  const mean = (of: (i: number, j: number) => boolean): number => {
    const chosen = [...similarity].filter((_, at) => of(Math.floor(at / side), at % side));
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  };
  const [same, other] = [mean((i, j) => i === j), mean((i, j) => i !== j)];
  const cosine = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(2).replace('-', '−'));
  return (
    <div className="similarity">
      <HeatMap
        rows={side}
        columns={side}
        values={similarity}
        scale={1}
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
  return csv([head, ...rows]);
}
