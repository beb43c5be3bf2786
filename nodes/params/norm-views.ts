import { param, z, type NodeContext, type Signal } from '../../src/spec/index.ts';

/** Over which images a batch norm takes its statistics where a wire carries several views. */
export const normViews = param(z.enum(['perView', 'allViews']).default('perView'), {
  label: 'Batch statistics',
  help: 'Most papers pass one view at a time, so that each has statistics of its own; SimCLR’s published code takes all views together.',
  options: { perView: 'Per view', allViews: 'Over all views' },
  tier: 'advanced',
});

/** In how many parts the batch is normalised, as if each were on a device of its own. */
export const normSplits = param(z.number().int().min(1).max(1024).default(1), {
  label: 'Batch statistics parts',
  help: 'Divides each batch into so many equal parts with statistics of their own, as on that many devices; 1 takes the whole batch.',
  range: [1, 16],
  tier: 'advanced',
});

/** Parameters about how a node is called, which nodes that share weights choose each for itself. */
export const NORM_CALL_PARAMS = ['normViews', 'normSplits'] as const;

/** Over which rows of axis 0 (V·B, views one after another) a batch norm takes its statistics. */
export interface NormGroups {
  /** Calls one after another, each of an equal part of the rows. */
  readonly calls: number;
  /** Views that go into one call together. */
  readonly viewsPerCall: number;
  /** Equal parts of each view's batch, normalised side by side. */
  readonly splits: number;
}

interface NormParams {
  readonly normViews: 'perView' | 'allViews';
  readonly normSplits: number;
}

/** What the parameters say of a signal V·B×…; a batch that cannot be divided is reported. */
export function normGroups(context: NodeContext<NormParams>, { tensor, views }: Signal): NormGroups {
  const { normViews: choice, normSplits: parts } = context.params;
  const batch = tensor.shape[0]! / views;
  // evaluation takes running statistics, whatever the batch
  const divided = context.mode === 'train' && parts > 1;
  if (divided && batch % parts !== 0) {
    const problem = `a batch of ${batch} cannot be divided into ${parts} equal parts for its statistics`;
    context.report('SHAPE_MISMATCH', { problem }, { param: 'normSplits' });
  }
  const splits = divided && batch % parts === 0 ? parts : 1;
  return choice === 'perView'
    ? { calls: views, viewsPerCall: 1, splits }
    : { calls: 1, viewsPerCall: views, splits };
}
