import { useEffect, useRef } from 'react';
import type { DatasetView } from '../../../workers/protocol.ts';

interface ThumbnailProps {
  readonly view: DatasetView;
  readonly image: number;
  /** Pixels of the page. */
  readonly size: number;
}

/** An image of the dataset, pixel for pixel. */
export function Thumbnail({ view, image, size }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = view;
  useEffect(() => {
    canvas.current!.getContext('2d')!.putImageData(pixelsOf(view, image), 0, 0);
  }, [view, image]);
  return (
    <canvas
      ref={canvas}
      className="thumbnail"
      width={width}
      height={height}
      style={{ width: size, height: size }}
    />
  );
}

function pixelsOf({ images, width, height, channels }: DatasetView, image: number): ImageData {
  const pixels = new ImageData(width, height);
  const begin = image * width * height * channels;
  for (let i = 0; i < width * height; i++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels.data[4 * i + channel] = images[begin + i * channels + Math.min(channel, channels - 1)]!;
    }
    pixels.data[4 * i + 3] = 255;
  }
  return pixels;
}
