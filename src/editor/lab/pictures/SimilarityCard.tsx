import { memo } from 'react';
import { slug } from '../../../base/slug.ts';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { pictureFiles } from '../../files/picture-files.ts';
import { HeatMap } from '../../ui/HeatMap.tsx';
import { readHeatColours } from '../../ui/read-heat-colours.ts';
import { meanCosines } from './mean-cosines.ts';
import { PictureCard } from './PictureCard.tsx';
import { pictureName } from './picture-name.ts';
import { cosine, similarityCsv, similaritySvg } from './similarity-files.ts';
import { usePictureAt } from './use-picture-at.ts';

interface SimilarityCardProps {
  readonly title: string;
  readonly pictures: readonly TimedPicture[];
}

const HELP =
  'Cosines between the embeddings of a batch: the first view of each image in rows, the second in columns. On the diagonal are the two views of one image, beside it different images. Blue is 1, orange −1. All blue is a complete collapse; a blue diagonal on pale ground is what contrast strives for. The pointer over a chart shows the matrix of that step.';

/** Which images of a batch the encoder takes for alike, before training and now, or at the step under the pointer. */
export const SimilarityCard = memo(function SimilarityCard({ title, pictures }: SimilarityCardProps) {
  const chosen = usePictureAt(pictures);
  const first = pictures[0]!;
  // two places while there are two pictures, whichever is looked at
  const shown = pictures.length > 1 ? [first, chosen] : [chosen];
  const svg = () => {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const heat = readHeatColours(document.documentElement);
    return similaritySvg(title, shown, { heat, ink: token('--text'), surface: token('--surface') });
  };
  return (
    <PictureCard
      title={title}
      help={HELP}
      files={pictureFiles(`unlabel-${slug(title)}`, { csv: () => similarityCsv(chosen), svg })}
    >
      <div className="similarities">
        {shown.map((picture, place) => (
          <Heat key={place} picture={picture} />
        ))}
      </div>
    </PictureCard>
  );
});

function Heat({ picture }: { readonly picture: TimedPicture }) {
  const { side, similarity } = picture;
  const { same, other } = meanCosines(picture);
  const title = pictureName(picture);
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
