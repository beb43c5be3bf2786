import { useLab } from './lab-context.tsx';

/** What to do before there is a run to look at. */
export function TrainEmpty() {
  const { compilation } = useLab();
  const probes = compilation?.program?.probes.length ?? 0;
  return (
    <div className="lab-empty">
      <p className="lab-empty-title">Nothing has been trained yet.</p>
      <p>
        Press <b>Train</b> above: the loss and{' '}
        {probes > 0 ? 'what the probes measure appear' : 'its curve appear'} here, each number beside the
        untrained encoder’s.
      </p>
      {compilation?.program && probes === 0 && (
        <p>
          The drawing has no probe. Add “Embedding statistics” or “kNN and twin retrieval” to see what is
          learnt.
        </p>
      )}
    </div>
  );
}
