import { defineNode, param, z, type NodeContext, type Signal, type Tensor } from '../../src/spec/index.ts';
import { splitViews } from '../loss/operations/view-pairs.ts';

/** Added to the scores of a queue that does not count yet: e to it is 0 in float32, and it stays finite. */
const ABSENT = -1e9;

type Context = NodeContext<{
  readonly epsilon: number;
  readonly iterations: number;
  readonly queueFrom: number;
}>;

/** Rows of the queue that go with each view: its own where there are as many, else the same for all. */
function queueOf(context: Context, scores: Signal): (Tensor | undefined)[] {
  const queue = context.optional('queue');
  if (queue?.views === scores.views) return splitViews(context.ops, queue);
  if (queue && queue.views > 1) {
    const needs = `a queue of one view, or one for each of the ${scores.views} views of its scores`;
    context.refuse('SHAPE_VIEWS', { node: context.id, needs, has: queue.views }, { port: 'queue' });
  }
  return Array.from({ length: scores.views }, () => queue?.tensor);
}

/** A column that is 0, but `ABSENT` in the queue's rows until it counts; nothing where it counts from the start. */
function absence(context: Context, queued: number, batch: number): Tensor | undefined {
  const { ops, params } = context;
  if (queued === 0 || params.queueFrom === 0) return undefined;
  const counts = context.schedule('queueFrom', { kind: 'from', step: params.queueFrom });
  const column = ops.concat([ops.constant(ABSENT, [queued, 1]), ops.constant(0, [batch, 1])], 0);
  return ops.mul(column, ops.sub(1, counts));
}

/** Codes of the batch's rows, B×K. */
function assign(context: Context, scores: Tensor, queue: Tensor | undefined): Tensor {
  const { ops, params } = context;
  const [batch, prototypes] = scores.shape as [number, number];
  const queued = queue?.shape[0] ?? 0;
  const all = queue ? ops.concat([queue, scores], 0) : scores;
  const absent = absence(context, queued, batch);

  // in logarithms a normalisation is a log-softmax: it takes the maximum out, so no small ε overflows, and every constant
  // factor (the marginals 1/K and 1/B) cancels in the next one
  let logCodes = ops.div(all, params.epsilon);
  for (let i = 0; i < params.iterations; i++) {
    const present = absent ? ops.add(logCodes, absent) : logCodes;
    const balanced = ops.transpose(ops.logSoftmax(ops.transpose(present)));
    logCodes = ops.logSoftmax(balanced);
  }
  return ops.exp(ops.slice(logCodes, [queued, 0], [batch, prototypes]));
}

/**
 * Sinkhorn-Knopp assignment (Cuturi 2013; Caron et al. 2020, eq. 3 to 5): exp(scores/ε), then in turn every prototype's
 * share is made 1/K of the whole and every image's 1; the last word is the images', so each code adds up to 1. A batch thus
 * spreads evenly over the prototypes, and no constant answer is left.
 *
 * scores V·B×K → assignments V·B×K, each view by itself. queue: Q×K scores of earlier embeddings on the same prototypes, for
 * all views or V·Q×K for one each; they are balanced along, and codes are given for the batch only. No gradient passes.
 */
export const sinkhorn = defineNode({
  id: 'target.sinkhorn',
  label: 'Sinkhorn',
  summary: 'Assigns the batch evenly to prototypes: the codes of SwAV.',
  formula:
    'Q = \\operatorname{Diag}(u) \\exp(S / \\varepsilon) \\operatorname{Diag}(v),\\quad Q \\mathbf{1} = \\tfrac{1}{K} \\mathbf{1},\\ Q^\\top \\mathbf{1} = \\tfrac{1}{B} \\mathbf{1}',
  citation: {
    authors: 'Caron, Misra, Mairal, Goyal, Bojanowski, Joulin',
    year: 2020,
    title: 'Unsupervised Learning of Visual Features by Contrasting Cluster Assignments',
    url: 'https://arxiv.org/abs/2006.09882',
  },
  pitfalls: [
    'With more prototypes than images in the batch an even spread means little: join a queue in front.',
    'Large ε gives nearly uniform codes: the loss stays at ln K.',
    'The temperature of the loss divides the prediction only; codes have ε of their own.',
    'A queue full of old or random embeddings misleads: let it count only once features mean something.',
  ],
  keywords: ['SwAV', 'optimal transport', 'codes', 'prototypes', 'clustering', 'equipartition', 'SeLa'],
  params: () =>
    z.object({
      epsilon: param(z.number().positive().default(0.05), {
        label: 'Entropy ε',
        help: 'Divides the scores: small values give hard codes. 0.05 in the paper; 0.03 where the loss stays at ln K.',
        range: [0.01, 0.5],
        scale: 'log',
      }),
      iterations: param(z.number().int().min(1).max(100).default(3), {
        label: 'Iterations',
        help: 'How often prototypes and images are balanced in turn; 3 are enough in practice.',
        range: [1, 10],
      }),
      queueFrom: param(z.number().int().min(0).default(0), {
        label: 'Queue from step',
        help: 'Before this step the queue does not count.',
        unit: 'steps',
        range: [0, 1000],
        tier: 'advanced',
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'scores',
        label: 'scores',
        kinds: ['logits'],
        summary: 'Similarities of embeddings and prototypes.',
        cutsGradient: true,
      },
      {
        name: 'queue',
        label: 'queue',
        kinds: ['matrix', 'logits'],
        summary: 'Scores of earlier embeddings, which are balanced along.',
        optional: true,
        cutsGradient: true,
      },
    ],
    outputs: [
      {
        name: 'assignments',
        label: 'assignments',
        kind: 'distribution',
        summary: 'The code of each row of the batch.',
      },
    ],
  }),
  forward(context) {
    const { ops } = context;
    const scores = context.input('scores');
    const queues = queueOf(context, scores);
    if (!queues[0] && scores.tensor.shape[0] === scores.views) {
      context.report('SHAPE_BATCH_OF_ONE', { node: context.id });
    }
    const codes = splitViews(ops, scores).map((view, i) => assign(context, view, queues[i]));
    return { assignments: { tensor: ops.stopGradient(ops.concat(codes, 0)), views: scores.views } };
  },
});
