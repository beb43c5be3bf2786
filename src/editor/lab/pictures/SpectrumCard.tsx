import { memo, useEffect, useRef, useState } from 'react';
import { csv } from '../../../base/csv.ts';
import { slug } from '../../../base/slug.ts';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { pictureFiles } from '../../files/picture-files.ts';
import { formatNumber } from '../format-number.ts';
import { PictureCard } from './PictureCard.tsx';
import { pictureName } from './picture-name.ts';
import { spectrumLines } from './spectrum-lines.ts';
import { standaloneSvg } from './standalone-svg.ts';
import { usePictureAt } from './use-picture-at.ts';

interface SpectrumCardProps {
  readonly title: string;
  readonly pictures: readonly TimedPicture[];
}

const HELP =
  'Singular values of the embedding of a batch, largest first, on a logarithmic axis; those of other steps are paler, the untrained one dashed. The pointer over a chart shows the spectrum of that step. A line that falls off a cliff uses few directions: dimensional collapse. RankMe is the entropy of these values.';
const MARGIN = { left: 34, right: 10, top: 6, bottom: 18 };

/** The spectrum of the embedding over the course of a run. */
export const SpectrumCard = memo(function SpectrumCard({ title, pictures }: SpectrumCardProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [size, setSize] = useState({ width: 200, height: 100 });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (height > 0) setSize({ width, height });
    });
    observer.observe(svg.current!.parentElement!);
    return () => observer.disconnect();
  }, []);
  const { width, height } = size;
  const room = {
    width: Math.max(10, width - MARGIN.left - MARGIN.right),
    height: Math.max(10, height - MARGIN.top - MARGIN.bottom),
  };
  const shown = usePictureAt(pictures);
  const { lines, decades, ranks } = spectrumLines(pictures, room, shown);
  const every = Math.ceil(decades.length / Math.max(2, Math.floor(room.height / 16)));
  const name = `unlabel-${slug(title)}`;
  return (
    <PictureCard
      title={title}
      help={HELP}
      reading={
        <>
          <span className="chart-curve" data-curve="1">
            σ₁ <b>{formatNumber(shown.spectrum[0] ?? 0)}</b>
          </span>
          <span className="chart-note">{pictureName(shown)}</span>
        </>
      }
      files={pictureFiles(name, {
        csv: () => spectrumCsv(pictures),
        svg: () => standaloneSvg(svg.current!),
      })}
    >
      <div className="chart-plot">
        <svg
          ref={svg}
          className="spectrum"
          width={width}
          height={height}
          role="img"
          aria-label={`Singular values by rank after ${shown.step} steps: the largest ${formatNumber(shown.spectrum[0] ?? 0)}, the last of ${ranks} ${formatNumber(shown.spectrum.at(-1) ?? 0)}`}
        >
          <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
            {decades.map(({ power, y }, i) => (
              <g key={power}>
                <line className="spectrum-grid" x2={room.width} y1={y} y2={y} />
                {i % every === 0 && (
                  <text className="spectrum-tick" x={-5} y={y + 3} textAnchor="end">
                    10
                    <tspan dy={-3} fontSize={7}>
                      {String(power).replace('-', '−')}
                    </tspan>
                  </text>
                )}
              </g>
            ))}
            {[1, ranks].map((rank) => (
              <text
                key={rank}
                className="spectrum-tick"
                x={rank === 1 ? 0 : room.width}
                y={room.height + 13}
                textAnchor={rank === 1 ? 'start' : 'end'}
              >
                {rank === 1 ? 'rank 1' : rank}
              </text>
            ))}
            {lines.map(({ step, points, of, age }) => (
              <polyline
                key={step}
                className="spectrum-line"
                data-of={of}
                points={points}
                strokeOpacity={of === 'other' ? 0.1 + 0.35 * age : 1}
              />
            ))}
          </g>
        </svg>
      </div>
    </PictureCard>
  );
});

/** A row for each rank, a column for each step. */
function spectrumCsv(pictures: readonly TimedPicture[]): string {
  const ranks = Math.max(...pictures.map(({ spectrum }) => spectrum.length));
  const head = ['rank', ...pictures.map(({ step }) => `step ${step}`)];
  const rows = Array.from({ length: ranks }, (_, i) => [
    i + 1,
    ...pictures.map(({ spectrum }) => spectrum[i] ?? ''),
  ]);
  return csv([head, ...rows]);
}
