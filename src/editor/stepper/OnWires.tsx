import { useEffect, type ReactNode } from 'react';
import { onWires } from '../canvas/on-wires.ts';
import { PreviewFigure } from './PreviewFigure.tsx';
import type { StepValue } from './step-phases.ts';
import { SummaryLines } from './SummaryLines.tsx';

interface OnWiresProps {
  readonly values: readonly StepValue[];
  /** Which of value and gradient is shown. */
  readonly show: readonly ('value' | 'gradient')[];
}

/** Shows the phase's tensors on the wires they travel on; with their statistics where the pointer rests on one. */
export function OnWires({ values, show }: OnWiresProps) {
  useEffect(() => {
    const pictures: Record<string, ReactNode> = {};
    for (const value of values) {
      // a gradient alone is on the wires that carry one
      for (const edge of show.includes('value') ? value.edges : value.back)
        pictures[edge] = <WireTensor value={value} show={show} />;
    }
    onWires.setState(pictures, true);
    return () => onWires.setState({}, true);
  }, [values, show]);
  return null;
}

/** Of images the views of the first. The list of values says the same to who cannot point. */
function WireTensor({
  value: { record, wire },
  show,
}: { readonly value: StepValue } & Pick<OnWiresProps, 'show'>) {
  return (
    <span className="wire-tensors" data-kind={wire.kind} aria-hidden>
      {show.map((what) => {
        const summary = record[what];
        if (!summary) return null;
        return (
          <span key={what} className="wire-tensor" data-what={what}>
            <PreviewFigure preview={summary.preview} images={2} />
            <span className="wire-tensor-about">
              <SummaryLines summary={summary} />
            </span>
          </span>
        );
      })}
    </span>
  );
}
