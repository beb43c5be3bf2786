import { parseHex, type HeatColours } from './heat-pixels.ts';

/** The theme's colours of heat maps, as an element has them. */
export function readHeatColours(element: Element): HeatColours {
  const style = getComputedStyle(element);
  const context = document.createElement('canvas').getContext('2d')!;
  const colour = (token: string) => {
    // a style sheet may write a colour in many ways, a canvas gives it back in one
    context.fillStyle = style.getPropertyValue(token);
    return parseHex(String(context.fillStyle));
  };
  return {
    zero: colour('--raised'),
    positive: colour('--chart-1'),
    negative: colour('--chart-2'),
    missing: colour('--error'),
  };
}
