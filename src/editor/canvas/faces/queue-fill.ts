/** How many of a queue's rows hold embeddings of past steps, after `steps` steps that each hand in `rows`. */
export function queueFill(size: number, rows: number, steps: number): number {
  return Math.min(size, rows * steps);
}

/** How many steps ago the oldest row of a queue was handed in, after `steps` steps: what is compared with it is as much older. */
export function oldestAge(size: number, rows: number, steps: number): number {
  return Math.min(steps, Math.ceil(size / rows));
}
