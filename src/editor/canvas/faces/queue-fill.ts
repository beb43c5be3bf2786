/** How many of a queue's rows hold embeddings of past steps, after `steps` steps that each hand in `rows`. */
export function queueFill(size: number, rows: number, steps: number): number {
  return Math.min(size, rows * steps);
}
