import { useStore } from 'zustand';
import type { CollapseReport } from '../../analysis/collapse/collapse.ts';
import { explainCollapse } from '../../analysis/collapse/explain-collapse.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { Section } from '../inspector/Section.tsx';
import { Button } from '../ui/Button.tsx';
import './foretelling.css';

const GROUNDS = {
  proved: 'computed from the loss',
  heuristic: 'by what is known of such methods',
} as const;

function Report({ report }: { readonly report: CollapseReport }) {
  const { prediction, grounds } = report;
  return (
    <div className="foretold" data-healthy={prediction === 'healthy' || undefined}>
      <p className="foretold-prediction">
        <strong>{prediction[0]!.toUpperCase() + prediction.slice(1)}</strong>, {GROUNDS[grounds]}
      </p>
      {explainCollapse(report).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

/** Whether the drawing's loss keeps embeddings apart, before a step is trained. */
export function ForetellSection() {
  const { foretelling: store } = useServices();
  const foretelling = useStore(store, (state) => state.foretelling);
  const compilation = useEditor((state) => state.compilation);
  const trainable = compilation?.program != null;
  const computing = foretelling.kind === 'computing';
  const told = foretelling.kind === 'told' ? foretelling : null;
  const current = told !== null && told.of === compilation;
  return (
    <Section title="Will it collapse?">
      <div aria-live="polite">
        {told && current && told.report && <Report report={told.report} />}
        {told && current && !told.report && (
          <p className="page-text">Nothing can be told of this drawing before it is trained.</p>
        )}
        {foretelling.kind === 'failed' && (
          <p className="page-text">It could not be computed: {foretelling.reason}. Try again.</p>
        )}
      </div>
      {!current && (
        <>
          <p className="page-text">
            {told
              ? 'The drawing has changed since it was examined.'
              : 'Trains the loss with tables in the encoders’ place, one of which knows nothing of an image: a few seconds.'}
          </p>
          <Button
            className="foretell-ask"
            disabled={!trainable || computing}
            onClick={() => void store.getState().ask()}
          >
            {computing ? 'Examining…' : told ? 'Examine again' : 'Examine'}
          </Button>
        </>
      )}
    </Section>
  );
}
