import { useLayoutEffect, useRef } from 'react';
import type { Preview } from '../../../workers/protocol.ts';
import { useTheme } from '../theme/theme.ts';
import { heatPixels, heatScale, parseHex } from './heat-pixels.ts';

/** A matrix as colours: 0 in the colour of the ground, what is above and below it in two others. */
export function HeatMap({ matrix }: { readonly matrix: Extract<Preview, { kind: 'matrix' }> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const { rows, columns, values } = matrix;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const style = getComputedStyle(context.canvas);
    const colour = (token: string) => {
      // a style sheet may write a colour in many ways, a canvas gives it back in one
      context.fillStyle = style.getPropertyValue(token);
      return parseHex(String(context.fillStyle));
    };
    const pixels = heatPixels(values, heatScale(values), {
      zero: colour('--raised'),
      positive: colour('--chart-1'),
      negative: colour('--chart-2'),
      missing: colour('--error'),
    });
    context.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  }, [theme, rows, columns, values]);
  return <canvas ref={canvas} className="step-heat" width={columns} height={rows} />;
}
