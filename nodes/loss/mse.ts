import { defineNode, z } from '../../src/spec/index.ts';
import { elementWiseLoss, elementWisePorts } from './operations/element-wise.ts';
import { pairsParam } from './operations/view-pairs.ts';

/**
 * (x − t)², the mean over all elements, images and pairs of views (torch.nn.functional.mse_loss). prediction, target: any
 * shape, the same on both sides. Gives a scalar; the best constant prediction reaches the variance of the target.
 */
export const mse = defineNode({
  id: 'loss.mse',
  label: 'MSE',
  summary: 'Mean squared difference, element by element.',
  formula: '\\mathcal{L} = \\frac{1}{n} \\sum_i (x_i - t_i)^2',
  citation: {
    authors: 'Vincent, Larochelle, Bengio, Manzagol',
    year: 2008,
    title: 'Extracting and Composing Robust Features with Denoising Autoencoders',
    url: 'https://doi.org/10.1145/1390156.1390294',
  },
  pitfalls: [
    'It is a mean over features too: methods that sum over them have a loss that many times larger.',
    'Reconstructions come out blurred: where several answers are possible, it asks for their mean.',
    'Between two learned sides, a constant on both reaches 0 unless the target’s gradient is stopped.',
  ],
  keywords: ['L2', 'squared error', 'reconstruction', 'autoencoder', 'MAE', 'regression'],
  params: () => z.object({ pairs: pairsParam('same') }),
  ports: () => elementWisePorts('prediction', 'What the network gives.'),
  forward(context) {
    const { ops } = context;
    const tensor = elementWiseLoss(context, 'prediction', (x, t) => ops.square(ops.sub(x, t)));
    return { loss: { tensor, views: 1 } };
  },
});
