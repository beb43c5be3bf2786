import type { Chart } from './chart-list.ts';
import { curveColour, type ChartPalette } from './chart-palette.ts';

const HEAD = 22;
const GAP = 10;

/** A chart's canvas with its title and the names of its curves above it, on the page's surface, as PNG. */
export function chartPicture(
  drawn: HTMLCanvasElement,
  chart: Chart,
  palette: ChartPalette,
): Promise<Blob | null> {
  const { title, curves, note } = chart;
  const ratio = devicePixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = drawn.width;
  canvas.height = drawn.height + HEAD * ratio;
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(drawn, 0, HEAD * ratio);
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  const size = palette.font.replace(/^[\d.]+px/, '12px');
  const words: readonly (readonly [string, string, string])[] = [
    [title, palette.ink, `600 ${size}`],
    ...(curves.length > 1
      ? curves.map(({ label }, i) => [label, curveColour(palette, chart, i), size] as const)
      : []),
    ...(note === undefined ? [] : [[note, palette.text, size] as const]),
  ];
  let x = GAP;
  for (const [text, colour, font] of words) {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(text, x, HEAD / 2 + 1);
    x += context.measureText(text).width + GAP;
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
