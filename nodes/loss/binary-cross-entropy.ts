import { defineNode, z } from '../../src/spec/index.ts';
import { elementWiseLoss, elementWisePorts } from './operations/element-wise.ts';
import { pairsParam } from './operations/view-pairs.ts';

/**
 * −t log σ(x) − (1 − t) log(1 − σ(x)), the mean over all elements, images and pairs of views
 * (torch.nn.functional.binary_cross_entropy_with_logits). logits: any shape; target: the same shape, in [0, 1]. Gives a
 * scalar; ln 2 at logits of 0, whatever the target.
 */
export const binaryCrossEntropy = defineNode({
  id: 'loss.binaryCrossEntropy',
  label: 'Binary cross entropy',
  summary: 'Each element is a yes or no of its own; pixels in [0, 1] do too.',
  formula:
    '\\mathcal{L} = -\\frac{1}{n} \\sum_i \\big[t_i \\log \\sigma(x_i) + (1 - t_i) \\log (1 - \\sigma(x_i))\\big]',
  citation: {
    authors: 'Vincent, Larochelle, Bengio, Manzagol',
    year: 2008,
    title: 'Extracting and Composing Robust Features with Denoising Autoencoders',
    url: 'https://doi.org/10.1145/1390156.1390294',
  },
  pitfalls: [
    'It takes logits: a sigmoid before it is applied twice.',
    'Targets outside [0, 1], such as normalised pixels, have no minimum to go to.',
    'Where targets lie between 0 and 1 its least value is their entropy, not 0.',
  ],
  keywords: ['BCE', 'sigmoid', 'logistic', 'discriminator', 'reconstruction', 'autoencoder'],
  params: () => z.object({ pairs: pairsParam('same') }),
  ports: () => elementWisePorts('logits', 'Scores, before any sigmoid.'),
  forward(context) {
    const { ops } = context;
    const tensor = elementWiseLoss(context, 'logits', (x, t) => {
      // log(1 + eˣ) − t·x, with the part that would overflow taken out; the gradient of the maximum is ½ at 0, as σ(0)
      const softplus = ops.add(ops.maximum(x, 0), ops.log1p(ops.exp(ops.neg(ops.abs(x)))));
      return ops.sub(softplus, ops.mul(x, t));
    });
    return { loss: { tensor, views: 1 } };
  },
});
