export interface Box {
  readonly left: number;
  readonly top: number;
}

/**
 * The card an arrow key leads to, among cards laid out in rows: the next in reading order to the right and left, the
 * nearest of the next row up and down. The same card where there is none.
 */
export function gridNeighbour(boxes: readonly Box[], from: number, key: string): number {
  const here = boxes[from];
  if (!here) return from;
  if (key === 'Home') return 0;
  if (key === 'End') return boxes.length - 1;
  if (key === 'ArrowLeft') return Math.max(0, from - 1);
  if (key === 'ArrowRight') return Math.min(boxes.length - 1, from + 1);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return from;
  const sign = key === 'ArrowDown' ? 1 : -1;
  let best = from;
  let bestRow = Infinity;
  let bestAside = Infinity;
  for (const [i, box] of boxes.entries()) {
    const row = (box.top - here.top) * sign;
    const aside = Math.abs(box.left - here.left);
    if (row <= 1 || row > bestRow || (row === bestRow && aside >= bestAside)) continue;
    [best, bestRow, bestAside] = [i, row, aside];
  }
  return best;
}
