import { curvePath } from './curve.ts';

const WIDTH = 158;
const HEIGHT = 20;

interface CurveProps {
  /** What is drawn, for those who cannot see it. */
  readonly label: string;
  readonly values: readonly number[];
  /** Beside the line: where it begins and ends, or its newest value. */
  readonly left: string;
  readonly right: string;
}

/** A small line over the run, with a number at each end. */
export function Curve({ label, values, left, right }: CurveProps) {
  return (
    <div className="face-curve" role="img" aria-label={`${label}: ${left} ${right}`.trim()}>
      <svg viewBox={`-1 -1.5 ${WIDTH + 2} ${HEIGHT + 3}`} aria-hidden>
        <path d={curvePath(values, WIDTH, HEIGHT)} />
      </svg>
      <div className="face-ends" aria-hidden>
        <span>{left}</span>
        <span>{right}</span>
      </div>
    </div>
  );
}
