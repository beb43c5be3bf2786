import { runStyle } from '../lab/run-style.ts';
import './run-colours.css';

/** A piece of a run's curve, as it is drawn over the charts. */
export function RunSwatch({ place }: { readonly place: number }) {
  const { colour, dash } = runStyle(place);
  return (
    <svg className="run-swatch" width="24" height="8" data-run={colour} aria-hidden>
      <line
        x1="0"
        x2="24"
        y1="4"
        y2="4"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray={dash.join(' ')}
      />
    </svg>
  );
}
