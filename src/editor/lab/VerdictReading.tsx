import { memo } from 'react';
import type { Verdict } from '../../analysis/verdict.ts';
import { VerdictButton } from './VerdictButton.tsx';

interface VerdictReadingProps {
  readonly verdict: Verdict;
  /** Whose verdict it is, where there are several. */
  readonly of?: string;
}

/** What became of a run so far, with the numbers that say so on demand. */
export const VerdictReading = memo(function VerdictReading({ verdict, of = 'verdict' }: VerdictReadingProps) {
  return (
    <div className="reading">
      <dt>{of}</dt>
      <dd>
        <VerdictButton verdict={verdict} label={`${of}: ${verdict.kind}, show why`}>
          <span className="reading-beside">why?</span>
        </VerdictButton>
      </dd>
    </div>
  );
}, sameVerdict);

function sameVerdict(before: VerdictReadingProps, after: VerdictReadingProps): boolean {
  return (
    before.of === after.of &&
    before.verdict.kind === after.verdict.kind &&
    before.verdict.evidence.join() === after.verdict.evidence.join()
  );
}
