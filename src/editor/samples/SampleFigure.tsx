import type { CSSProperties } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { Button } from '../ui/Button.tsx';
import { PixelImage } from '../ui/PixelImage.tsx';
import { OtherSamples } from './OtherSamples.tsx';
import { sampleIndex, sampleLayout } from './sample-layout.ts';
import './sample-figure.css';
import { useSample } from './use-sample.ts';

const places = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

interface SampleFigureProps {
  readonly node: string;
  /** How many views of each image there will be: as much room is kept before they are there. */
  readonly expected: number;
}

/** A few images of the dataset as they leave the node, the views of each side by side. */
export function SampleFigure({ node, expected }: SampleFigureProps) {
  const { samples } = useServices();
  const sample = useSample(node);
  const phase = useStore(samples, (state) => state.phase);
  if (phase === 'onRequest') {
    return (
      <p className="sample-note">
        <Button className="nodrag" onClick={samples.getState().begin}>
          Show images
        </Button>
      </p>
    );
  }
  if (sample?.kind === 'none') {
    return <p className="sample-note">No images yet: something is missing here or upstream.</p>;
  }
  if (sample?.kind === 'failed') return <p className="sample-note">No images. {sample.reason}</p>;

  const views = sample?.views ?? expected;
  const layout = sampleLayout(views);
  const { images, perRow, columns } = layout;
  const text = `${images} images of the dataset${views > 1 ? `, ${views} views of each` : ''}`;
  const shown = views > layout.views ? `${text}; the first ${layout.views} are shown` : text;
  return (
    <div className="sample-figure">
      <div
        className="sample-images"
        role="img"
        aria-label={sample ? shown : `${shown}, on their way`}
        title={shown}
        style={{ '--per-row': perRow, '--columns': columns } as CSSProperties}
      >
        {places(images).map((image) => (
          <div key={image} className="sample-views">
            {places(layout.views).map((view) =>
              sample ? (
                <PixelImage
                  key={view}
                  images={sample.images.pixels}
                  width={sample.images.width}
                  height={sample.images.height}
                  channels={4}
                  index={sampleIndex(image, view)}
                />
              ) : (
                <i key={view} />
              ),
            )}
          </div>
        ))}
      </div>
      <OtherSamples />
    </div>
  );
}
