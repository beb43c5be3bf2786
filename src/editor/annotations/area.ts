/** A rectangle on the canvas. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box extends Area {
  readonly id: string;
}

/** Whether the inner rectangle lies fully in the outer one. */
export function contains(outer: Area, inner: Area): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

const MARGIN = 30;
/** A frame's title stands above what it holds. */
const TITLE = 30;
const GRID = 10;

/** The rectangle of a frame around others, on the canvas's grid. */
export function areaAround(areas: readonly Area[]): Area {
  const down = (value: number) => Math.floor(value / GRID) * GRID;
  const up = (value: number) => Math.ceil(value / GRID) * GRID;
  const x = down(Math.min(...areas.map((area) => area.x)) - MARGIN);
  const y = down(Math.min(...areas.map((area) => area.y)) - MARGIN - TITLE);
  const right = up(Math.max(...areas.map((area) => area.x + area.width)) + MARGIN);
  const bottom = up(Math.max(...areas.map((area) => area.y + area.height)) + MARGIN);
  return { x, y, width: right - x, height: bottom - y };
}
