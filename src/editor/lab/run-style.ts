/** Colours for runs that are drawn over a chart: `--run-1` and so on. */
export const RUN_COLOURS = 8;

/** Lengths of lines and gaps, in pixels: as many as have no common factor with the colours, so that few runs look alike. */
const DASHES: readonly (readonly number[])[] = [
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [4, 2],
  [12, 4],
  [6, 2, 2, 2, 2, 2],
  [3, 4],
];

/** How the run at this place of the palette is drawn: the number of its colour, from 1, and its dash. */
export function runStyle(place: number): { readonly colour: number; readonly dash: readonly number[] } {
  return { colour: (place % RUN_COLOURS) + 1, dash: DASHES[place % DASHES.length]! };
}
