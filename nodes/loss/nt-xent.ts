import { defineNode, param, z, type NodeContext, type Signal, type Tensor } from '../../src/spec/index.ts';

/** Stands in the logits for −∞: its exponential is 0 in float32, and it stays finite under addition. */
const MASKED = 1e9;

type Context = NodeContext<{ temperature: number }>;

/** Rows of each view: B×D, one tensor a view. */
function splitViews(context: Context, { tensor, views }: Signal): Tensor[] {
  const [rows, size] = tensor.shape as [number, number];
  const batch = rows / views;
  return Array.from({ length: views }, (_, view) =>
    views === 1 ? tensor : context.ops.slice(tensor, [view * batch, 0], [batch, size]),
  );
}

/**
 * NT-Xent of one pair of views: z is 2B×D, unit vectors, the first view above the second. The two masks that differ from
 * 0 at i = j and at |i − j| = B say which logit is left out and which is the positive.
 */
function pairLoss(context: Context, z: Tensor): Tensor {
  const { ops } = context;
  const rows = z.shape[0]!;
  const index = ops.range(rows);
  const distance = ops.abs(ops.sub(ops.reshape(index, [rows, 1]), ops.reshape(index, [1, rows])));
  const itself = ops.equal(distance, 0);
  const positive = ops.equal(distance, rows / 2);

  const logits = ops.div(ops.matMul(z, z, { transposeB: true }), context.params.temperature);
  const logProbability = ops.logSoftmax(ops.sub(logits, ops.mul(itself, MASKED)));
  return ops.neg(ops.div(ops.sum(ops.mul(logProbability, positive)), rows));
}

/**
 * Normalised temperature-scaled cross entropy (Chen et al. 2020, eq. 1), the mean over all 2B rows:
 * ℓᵢ = −log( exp(sim(zᵢ, z₊)/τ) / Σ_{k≠i} exp(sim(zᵢ, zₖ)/τ) ), sim the cosine. Only k = i is left out of the sum: the
 * negatives are both views of all other images. More than two views: the mean over all pairs of views.
 *
 * a, b: embeddings V·B×D, any length; they are normalised here. Together at least two views. Gives a scalar; ln(2B − 1)
 * is the value of a constant embedding.
 */
export const ntXent = defineNode({
  id: 'loss.ntXent',
  label: 'NT-Xent',
  summary: 'Pulls the views of an image together and pushes all other images of the batch away.',
  formula:
    '\\ell_i = -\\log \\frac{\\exp(\\operatorname{sim}(z_i, z_{i^+}) / \\tau)}{\\sum_{k \\ne i} \\exp(\\operatorname{sim}(z_i, z_k) / \\tau)}',
  citation: {
    authors: 'Chen, Kornblith, Norouzi, Hinton',
    year: 2020,
    title: 'A Simple Framework for Contrastive Learning of Visual Representations',
    url: 'https://arxiv.org/abs/2002.05709',
  },
  pitfalls: [
    'Only the similarity of a row with itself is left out: leaving out more, or the positive, changes the loss.',
    'The official code adds the two directions, most others average them: learning rates differ by two.',
    'A loss of ln(2B − 1) means that all embeddings are alike.',
    'Small temperatures sharpen the loss around the hardest negatives and need smaller learning rates.',
  ],
  keywords: ['contrastive', 'InfoNCE', 'SimCLR', 'cross entropy', 'negatives', 'temperature'],
  params: z.object({
    temperature: param(z.number().positive().default(0.5), {
      label: 'Temperature τ',
      help: 'Divides the cosine similarities: small values make the hardest negatives count most. 0.1 on ImageNet, 0.5 on CIFAR-10 in the paper.',
      range: [0.05, 1],
      step: 0.05,
    }),
  }),
  ports: () => ({
    inputs: [
      {
        name: 'a',
        label: 'a',
        kinds: ['embedding'],
        summary: 'Embeddings of the views, or of the first ones.',
      },
      {
        name: 'b',
        label: 'b',
        kinds: ['embedding'],
        summary: 'Embeddings of the other views, where they come on a wire of their own.',
        optional: true,
      },
    ],
    outputs: [{ name: 'loss', label: 'loss', kind: 'loss', summary: 'The mean over all rows.' }],
  }),
  forward(context) {
    const { ops } = context;
    const a = context.input('a');
    const b = context.optional('b');
    const views = [...splitViews(context, a), ...(b ? splitViews(context, b) : [])];
    if (views.length < 2) {
      context.refuse('SHAPE_VIEWS', { node: context.id, needs: 'two views or more', has: 1 }, { port: 'a' });
    }
    if (views[0]!.shape[0]! < 2) context.report('SHAPE_BATCH_OF_ONE', { node: context.id });

    const pairs = views.flatMap((first, i) => views.slice(i + 1).map((second) => [first, second]));
    const losses = pairs.map((pair) => pairLoss(context, ops.l2Normalize(ops.concat(pair, 0))));
    const total = losses.reduce((sum, loss) => ops.add(sum, loss));
    return { loss: { tensor: losses.length === 1 ? total : ops.div(total, losses.length), views: 1 } };
  },
});
