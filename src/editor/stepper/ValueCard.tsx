import { splitEndpoint } from '../../document/schema.ts';
import { wireLabel } from '../canvas/wire-label.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { useLab } from '../lab/lab-context.tsx';
import { PreviewFigure } from './PreviewFigure.tsx';
import type { StepValue } from './step-phases.ts';
import { SummaryLines } from './SummaryLines.tsx';

interface ValueCardProps {
  readonly value: StepValue;
  /** Which of value and gradient is shown. */
  readonly show: readonly ('value' | 'gradient')[];
}

/** What leaves an output in this step; pressed, its wires are selected on the canvas. */
export function ValueCard({ value, show }: ValueCardProps) {
  const { store } = useServices();
  const { nodeTitle } = useLab();
  const { from, edges, wire, record } = value;
  const picked = useEditor(({ selection }) => edges.every((edge) => selection.edges.includes(edge)));
  const { node, port } = splitEndpoint(from);
  const to = edges.map((edge) => nodeTitle(splitEndpoint(edge.slice(edge.indexOf('->') + 2)).node));
  return (
    <li>
      <button
        type="button"
        className="step-value"
        data-kind={wire.kind}
        aria-pressed={picked}
        onClick={() => store.getState().select({ nodes: [], edges: picked ? [] : edges })}
      >
        <b title={nodeTitle(node)}>{nodeTitle(node)}</b>
        <span className="step-value-to">
          <span title={`${port}, to ${to.join(', ')}`}>
            {port} → {to.join(', ')}
          </span>
          <code>{wireLabel(wire)}</code>
        </span>
        {show.map((what) => {
          const summary = record[what];
          if (!summary) return null;
          return (
            <span key={what} className="step-summary">
              {what === 'gradient' && show.length > 1 && <span className="step-gradient">∂loss/∂{port}</span>}
              <PreviewFigure preview={summary.preview} />
              <SummaryLines summary={summary} />
            </span>
          );
        })}
      </button>
    </li>
  );
}
