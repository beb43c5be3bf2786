/** Pixels. Wider at the right, where wires turn back to the next row. */
const LEFT = 28;
const RIGHT = 44;
/** Share of the height. */
const ABOVE = 0.06;
/** What the overview and the buttons for zooming take at the bottom. Pixels. */
const TOOLS = 104;
const MOST_ZOOM = 1.1;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Room around a drawing that is fitted into a canvas: the overview at the bottom right covers no card, as long as that makes
 * nothing smaller.
 */
export function fitMargins(canvas: Size, drawing: Size) {
  const above = ABOVE * canvas.height;
  const zoom = Math.min(MOST_ZOOM, (canvas.width - LEFT - RIGHT) / Math.max(1, drawing.width));
  const left = canvas.height - above - drawing.height * zoom;
  const below = Math.max(above, Math.min(TOOLS, left));
  const px = (pixels: number): `${number}px` => `${Math.max(0, Math.floor(pixels))}px`;
  return {
    padding: { left: px(LEFT), right: px(RIGHT), top: px(above), bottom: px(below) },
    maxZoom: MOST_ZOOM,
  };
}
