interface Place {
  readonly x: number;
  readonly y: number;
}

/** Room a card takes, with a margin: those with pictures are the tallest. */
const WIDTH = 210;
const HEIGHT = 250;
const STEP = 30;

/** The place nearest to the one wanted where a card covers no other; rings are searched from the inside out. */
export function freePlace(taken: readonly Place[], wanted: Place): Place {
  const free = ({ x, y }: Place) =>
    taken.every((other) => Math.abs(other.x - x) >= WIDTH || Math.abs(other.y - y) >= HEIGHT);
  for (let ring = 0; ring <= 60; ring += 1) {
    const offsets = Array.from({ length: 2 * ring + 1 }, (_, i) => (i - ring) * STEP);
    const candidates = offsets.flatMap((a) => [
      { x: wanted.x + a, y: wanted.y + ring * STEP },
      { x: wanted.x + a, y: wanted.y - ring * STEP },
      { x: wanted.x + ring * STEP, y: wanted.y + a },
      { x: wanted.x - ring * STEP, y: wanted.y + a },
    ]);
    const found = candidates
      .filter(free)
      .sort(
        (a, b) => Math.hypot(a.x - wanted.x, a.y - wanted.y) - Math.hypot(b.x - wanted.x, b.y - wanted.y),
      );
    if (found[0]) return found[0];
  }
  return wanted;
}
