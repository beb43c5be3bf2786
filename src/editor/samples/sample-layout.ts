/** How the views of a few images lie on a card. */
export interface SampleLayout {
  readonly images: number;
  readonly views: number;
  /** Images in a row, each with its views side by side. */
  readonly perRow: number;
  /** Thumbnails in a row. */
  readonly columns: number;
}

/** Images taken from the dataset for a sample. */
export const SAMPLE_IMAGES = 4;

/** More views of an image than these are too small to be made out. */
const MOST_VIEWS = 8;

/** Four images in a row, two with two views each, or one with more of them; two rows where there are views to compare. */
export function sampleLayout(views: number): SampleLayout {
  const shown = Math.max(1, Math.min(views, MOST_VIEWS));
  const perRow = shown === 1 ? 4 : shown === 2 ? 2 : 1;
  const images = shown <= 2 ? SAMPLE_IMAGES : 2;
  return { images, views: shown, perRow, columns: perRow * shown };
}

/** Which image of a sample is this view of this image: views stand one after another on axis 0. */
export function sampleIndex(image: number, view: number): number {
  return view * SAMPLE_IMAGES + image;
}
