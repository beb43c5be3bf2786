import { useLayoutEffect, useRef, type ComponentProps } from 'react';
import { useTheme } from '../theme/theme.ts';
import { heatPixels, heatScale } from './heat-pixels.ts';
import { readHeatColours } from './read-heat-colours.ts';

interface HeatMapProps extends Omit<ComponentProps<'canvas'>, 'width' | 'height'> {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly values: Float32Array;
  /** The size at which the colours are full; the largest there is where it is left out. */
  readonly scale?: number;
}

/** A matrix as colours: 0 in the colour of the ground, what is above and below it in two others. */
export function HeatMap({ rows, columns, values, scale, ...rest }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const pixels = heatPixels(values, scale ?? heatScale(values), readHeatColours(context.canvas));
    context.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  }, [theme, rows, columns, values, scale]);
  return <canvas ref={canvas} width={columns} height={rows} {...rest} />;
}
