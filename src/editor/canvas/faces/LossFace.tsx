import { seriesValues } from '../../../runtime/series.ts';
import { useEditor, useServices } from '../../editor-context.tsx';
import { formatNumber } from '../../lab/format-number.ts';
import { Curve } from './Curve.tsx';
import { thinned } from './curve.ts';
import type { FaceProps } from './face.ts';
import { useRunPart } from './use-run-part.ts';

const POINTS = 80;

/** The loss that is minimised, as it is now and over the run so far. Losses that are only a part of one are not measured. */
export function LossFace({ node }: FaceProps) {
  const { runStore } = useServices();
  const optimiser = useEditor(
    ({ compilation }) => compilation?.program?.losses.find((loss) => loss.node === node.id)?.optimiser,
  );
  const series = useRunPart((run) => (optimiser === undefined ? undefined : run.losses[optimiser]));
  // curves of another drawing's run say nothing about this one
  const trained = runStore.getState().program?.losses.some((loss) => loss.node === node.id);
  if (!trained || !series || series.length === 0) return null;
  const values = seriesValues(series);
  return (
    <Curve
      label="Loss"
      values={thinned(values, POINTS)}
      left="now"
      right={formatNumber(values[values.length - 1]!)}
    />
  );
}
