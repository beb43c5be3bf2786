/** How points in their own unit stand on a picture. */
export interface MapFrame {
  readonly width: number;
  readonly height: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

const MARGIN = 10;

/** Centres the points and lets nearly all of them in: one stray point would press the others together. */
export function frameOf(points: Float32Array, width: number, height: number): MapFrame {
  const range = (offset: number): readonly [number, number] => {
    const values = Float32Array.from({ length: points.length / 2 }, (_, i) => points[2 * i + offset]!).sort();
    const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
    return [at(0.002), at(0.998)];
  };
  const [left, right] = range(0);
  const [bottom, top] = range(1);
  const room = { x: Math.max(1, width - 2 * MARGIN), y: Math.max(1, height - 2 * MARGIN) };
  // one scale for both axes: distances on the picture are distances
  const scale = Math.min(room.x / Math.max(right - left, 1e-12), room.y / Math.max(top - bottom, 1e-12));
  const clamp = (value: number, most: number) => Math.min(most - 3, Math.max(3, value));
  return {
    width,
    height,
    x: (value) => clamp(width / 2 + (value - (left + right) / 2) * scale, width),
    y: (value) => clamp(height / 2 - (value - (bottom + top) / 2) * scale, height),
  };
}

export interface MapMarks {
  readonly picked: number | null;
  readonly hovered: number | null;
  readonly ink: string;
  readonly surface: string;
}

/** Draws all points in the colours of their classes, and rings around the picked and the hovered one. */
export function drawMap(
  context: CanvasRenderingContext2D,
  points: Float32Array,
  frame: MapFrame,
  colourOf: (image: number) => string,
  { picked, hovered, ink, surface }: MapMarks,
): void {
  context.clearRect(0, 0, frame.width, frame.height);
  const count = points.length / 2;
  const radius = count > 1000 ? 1.7 : 2.4;
  context.globalAlpha = 0.75;
  const byColour = new Map<string, Path2D>();
  for (let i = 0; i < count; i++) {
    const colour = colourOf(i);
    let path = byColour.get(colour);
    if (!path) byColour.set(colour, (path = new Path2D()));
    const [x, y] = [frame.x(points[2 * i]!), frame.y(points[2 * i + 1]!)];
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }
  for (const [colour, path] of byColour) {
    context.fillStyle = colour;
    context.fill(path);
  }
  context.globalAlpha = 1;
  for (const image of [picked, hovered]) {
    if (image === null || image >= count) continue;
    context.beginPath();
    context.arc(frame.x(points[2 * image]!), frame.y(points[2 * image + 1]!), 5, 0, 2 * Math.PI);
    context.lineWidth = 4;
    context.strokeStyle = surface;
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = ink;
    context.stroke();
  }
}

/** The point nearest to a place on the picture, at most `reach` pixels away. */
export function pointAt(
  points: Float32Array,
  frame: MapFrame,
  at: { readonly x: number; readonly y: number },
  reach: number,
): number | null {
  let best: number | null = null;
  let least = reach;
  for (let i = 0; i < points.length / 2; i++) {
    const distance = Math.hypot(frame.x(points[2 * i]!) - at.x, frame.y(points[2 * i + 1]!) - at.y);
    if (distance <= least) [best, least] = [i, distance];
  }
  return best;
}

/** The nearest point on one side of another, sideways counting double; null where there is none. */
export function pointBeside(
  points: Float32Array,
  frame: MapFrame,
  from: number,
  [dx, dy]: readonly [number, number],
): number | null {
  const [x0, y0] = [frame.x(points[2 * from]!), frame.y(points[2 * from + 1]!)];
  let best: number | null = null;
  let least = Infinity;
  for (let i = 0; i < points.length / 2; i++) {
    const [x, y] = [frame.x(points[2 * i]!) - x0, frame.y(points[2 * i + 1]!) - y0];
    const along = x * dx + y * dy;
    if (i === from || along <= 0.5) continue;
    const cost = along + 2 * Math.abs(x * dy - y * dx);
    if (cost < least) [best, least] = [i, cost];
  }
  return best;
}
