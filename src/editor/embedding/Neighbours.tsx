import { useMemo } from 'react';
import type { DatasetView, Representation } from '../../../workers/protocol.ts';
import { imageLabel } from './image-label.ts';
import { neighbours } from './neighbours.ts';
import { PixelImage } from '../ui/PixelImage.tsx';

interface NeighboursProps {
  readonly view: DatasetView;
  readonly trained: Representation;
  readonly untrained: Representation;
  readonly picked: number | null;
  readonly onPick: (image: number) => void;
}

const COUNT = 8;

/** The images nearest to the picked one, for the trained encoder beside the untrained one. */
export function Neighbours({ view, trained, untrained, picked, onPick }: NeighboursProps) {
  if (picked === null) {
    return (
      <section className="embedding-part" aria-label="Nearest neighbours">
        <h3>Nearest neighbours</h3>
        <p className="embedding-note">Pick an image in a map: which ones does the encoder take for alike?</p>
      </section>
    );
  }
  return (
    <section className="embedding-part" aria-label="Nearest neighbours">
      <h3>Nearest neighbours</h3>
      <div className="neighbours-picked">
        <PixelImage {...view} className="thumbnail" index={picked} size={40} />
        <span>{imageLabel(view, picked)}</span>
      </div>
      <Row title={`After step ${trained.step}`} of={trained} view={view} picked={picked} onPick={onPick} />
      <Row title="Untrained" of={untrained} view={view} picked={picked} onPick={onPick} />
    </section>
  );
}

interface RowProps {
  readonly title: string;
  readonly of: Representation;
  readonly view: DatasetView;
  readonly picked: number;
  readonly onPick: (image: number) => void;
}

function Row({ title, of, view, picked, onPick }: RowProps) {
  const nearest = useMemo(() => neighbours(of.features, picked, COUNT), [of, picked]);
  return (
    <div className="neighbours" role="group" aria-label={title}>
      <span className="neighbours-title">{title}</span>
      <div className="neighbours-row">
        {nearest.map(({ image, similarity }) => {
          const about = `${imageLabel(view, image)} · cosine ${similarity.toFixed(3)}`;
          return (
            <button
              key={image}
              type="button"
              className="neighbour"
              title={about}
              aria-label={about}
              onClick={() => onPick(image)}
            >
              <PixelImage {...view} className="thumbnail" index={image} size={32} />
            </button>
          );
        })}
      </div>
    </div>
  );
}
