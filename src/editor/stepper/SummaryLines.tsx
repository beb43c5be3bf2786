import type { Summary } from '../../../workers/protocol.ts';
import { summaryLines } from './summary-lines.ts';

/** A tensor's statistics, a line each; a warning stands out. */
export function SummaryLines({ summary }: { readonly summary: Summary }) {
  return summaryLines(summary).map(({ text, bad }) => (
    <span key={text} className="step-line" data-bad={bad}>
      {text}
    </span>
  ));
}
