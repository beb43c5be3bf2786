/**
 * Outlines of bars one unit wide in a box from −1 to 1, upwards where numbers are positive; the largest reaches the edge.
 * What is not finite has no bar.
 */
export function barPath(values: ArrayLike<number>, scale: number): string {
  const bars: string[] = [];
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (!Number.isFinite(x) || x === 0 || scale === 0) continue;
    bars.push(`M${i} 0V${+(-x / scale).toFixed(3)}h1V0z`);
  }
  return bars.join('');
}
