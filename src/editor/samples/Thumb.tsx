import { useEffect, useRef } from 'react';
import type { SampleImages } from '../../../workers/protocol.ts';

/** One image of a sample, as large as its place. */
export function Thumb({ images, index }: { readonly images: SampleImages; readonly index: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, pixels } = images;
  useEffect(() => {
    const size = width * height * 4;
    const own = new ImageData(pixels.slice(index * size, (index + 1) * size), width, height);
    canvas.current?.getContext('2d')?.putImageData(own, 0, 0);
  }, [index, pixels, width, height]);
  return <canvas ref={canvas} width={width} height={height} />;
}
