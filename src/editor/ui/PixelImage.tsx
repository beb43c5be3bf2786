import { useEffect, useRef } from 'react';
import { pixelsOf, type PixelSource } from './pixels-of.ts';

interface PixelImageProps extends PixelSource {
  readonly index: number;
  /** Pixels of the page; as large as its place where it is left out. */
  readonly size?: number;
  readonly className?: string;
}

/** One image of many, pixel for pixel. */
export function PixelImage({ images, width, height, channels, index, size, className }: PixelImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pixels = pixelsOf({ images, width, height, channels }, index);
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [images, width, height, channels, index]);
  return (
    <canvas
      ref={canvas}
      className={className}
      width={width}
      height={height}
      style={size === undefined ? undefined : { width: size, height: size }}
    />
  );
}
