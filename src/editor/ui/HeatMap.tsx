import { useLayoutEffect, useRef, type ComponentProps } from 'react';
import { useTheme } from '../theme/theme.ts';
import { heatPixels, heatScale, parseHex } from './heat-pixels.ts';

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
    const style = getComputedStyle(context.canvas);
    const colour = (token: string) => {
      // a style sheet may write a colour in many ways, a canvas gives it back in one
      context.fillStyle = style.getPropertyValue(token);
      return parseHex(String(context.fillStyle));
    };
    const pixels = heatPixels(values, scale ?? heatScale(values), {
      zero: colour('--raised'),
      positive: colour('--chart-1'),
      negative: colour('--chart-2'),
      missing: colour('--error'),
    });
    context.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  }, [theme, rows, columns, values, scale]);
  return <canvas ref={canvas} width={columns} height={rows} {...rest} />;
}
