import type { Preview } from '../../../workers/protocol.ts';
import { formatNumber } from '../lab/format-number.ts';
import { barPath } from './bar-path.ts';
import { HeatMap } from '../ui/HeatMap.tsx';
import { PixelImage } from '../ui/PixelImage.tsx';
import { heatScale } from '../ui/heat-pixels.ts';
import { previewText } from './preview-text.ts';

interface PreviewFigureProps {
  readonly preview: Preview;
  /** So many images at most; all where nothing is said. */
  readonly images?: number;
}

/** A picture of a tensor: images as thumbnails, a matrix as a heat map, a vector as bars, a scalar as its number. */
export function PreviewFigure({ preview, images }: PreviewFigureProps) {
  if (preview.kind === 'scalar') return <span className="step-scalar">{formatNumber(preview.value)}</span>;
  const text = previewText(preview);
  return (
    <span className="step-figure" role="img" aria-label={text} title={text}>
      <Picture preview={preview} {...(images !== undefined && { images })} />
    </span>
  );
}

function Picture({
  preview,
  images = Infinity,
}: PreviewFigureProps & { readonly preview: Exclude<Preview, { kind: 'scalar' }> }) {
  if (preview.kind === 'matrix') {
    const { rows, columns, values } = preview;
    return <HeatMap className="step-heat" rows={rows} columns={columns} values={values} />;
  }
  if (preview.kind === 'images') {
    const { pixels, width, height } = preview.images;
    return (
      <span className="step-thumbs">
        {preview.rows.slice(0, images).map((row, index) => (
          <PixelImage key={row} images={pixels} width={width} height={height} channels={4} index={index} />
        ))}
      </span>
    );
  }
  const { values } = preview;
  return (
    <svg className="step-bars" viewBox={`0 -1 ${values.length} 2`} preserveAspectRatio="none" aria-hidden>
      <path d={barPath(values, heatScale(values))} />
      <line x1={0} x2={values.length} y1={0} y2={0} />
    </svg>
  );
}
