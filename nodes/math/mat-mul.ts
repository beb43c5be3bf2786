import { defineNode, param, z, type NodeContext, type Signal } from '../../src/spec/index.ts';
import { VECTOR_KINDS } from '../params/tensor-kinds.ts';
import { matchViews } from './operations/match-views.ts';

const transposed = (name: string) =>
  param(z.boolean().default(false), {
    label: `Transpose ${name}`,
    help: `Whether rows and columns of ${name} are exchanged first.`,
  });

const params = () =>
  z.object({
    transposeA: transposed('a'),
    transposeB: transposed('b'),
    gives: param(z.enum(['matrix', 'logits', 'embedding', 'tokens']).default('matrix'), {
      label: 'Gives',
      help: 'What the product is: scores of images, a vector or tokens of each image, or a matrix that is none of these.',
      options: { matrix: 'A matrix', logits: 'Logits', embedding: 'An embedding', tokens: 'Tokens' },
    }),
  });
type Context = NodeContext<z.output<ReturnType<typeof params>>>;

/** B×T×D times D×K: all tokens are rows of one product. */
function tokensTimesMatrix(context: Context, a: Signal, b: Signal): Signal {
  const { ops, params } = context;
  const [count, length, size] = a.tensor.shape as [number, number, number];
  const flat = ops.reshape(a.tensor, [count * length, size]);
  const product = ops.matMul(flat, b.tensor, { transposeB: params.transposeB });
  return { tensor: ops.reshape(product, [count, length, product.shape[1]!]), views: a.views };
}

/**
 * The matrix product a·b, either of them transposed where asked: M×K · K×N → M×N. Tensors of rank 3 are multiplied matrix
 * by matrix (B×M×K · B×K×N), or each of their tokens by one matrix (B×T×D · D×N). Rows of a keep their views.
 */
export const matMul = defineNode({
  id: 'math.matMul',
  label: 'Matrix product',
  summary: 'Multiplies two matrices, such as embeddings with prototypes.',
  formula: 'Y = A\\,B,\\quad Y_{ij} = \\sum_k A_{ik} B_{kj}',
  pitfalls: [
    'Rows are vectors: similarities of two sets of embeddings are A·Bᵀ, so transpose b.',
    'Inner products are cosines only for vectors of length 1: normalise both sides first.',
  ],
  keywords: ['dot product', 'similarity', 'inner product', 'linear', 'matmul', 'Gram', 'attention'],
  params,
  ports: ({ gives }) => ({
    inputs: [
      { name: 'a', label: 'a', kinds: VECTOR_KINDS, summary: 'The left factor.' },
      { name: 'b', label: 'b', kinds: VECTOR_KINDS, summary: 'The right factor.' },
    ],
    outputs: [{ name: 'output', label: 'output', kind: gives, summary: 'The product.' }],
  }),
  forward(context) {
    const { ops, params } = context;
    const [a, b] = [context.input('a'), context.input('b')];
    const [rankA, rankB] = [a.tensor.shape.length, b.tensor.shape.length];
    if (rankA === 3 && rankB === 2 && !params.transposeA) return { output: tokensTimesMatrix(context, a, b) };
    if (rankA === 3 && rankB === 3) {
      const { tensors, views } = matchViews(context, [a, b]);
      return { output: { tensor: ops.matMul(tensors[0]!, tensors[1]!, params), views } };
    }
    const tensor = ops.matMul(a.tensor, b.tensor, params);
    // a transposed: its images are summed over, and the rows are its features
    return { output: { tensor, views: params.transposeA ? 1 : a.views } };
  },
});
