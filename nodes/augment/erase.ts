import { defineNode, param, z } from '../../src/spec/index.ts';
import { erase as fill } from './operations/erase.ts';
import { imagePorts } from './operations/image-ports.ts';

const pixels = (initial: number, label: string, help: string) =>
  param(z.number().int().min(0).default(initial), { label, help, unit: 'px' });

/** Fills the same box of all images with one value (torchvision.transforms.functional.erase). */
export const erase = defineNode({
  id: 'augment.erase',
  label: 'Erase a box',
  summary: 'Fills a box of all images with one value.',
  formula: 'y_{h,w} = v \\quad \\text{for } (h, w) \\text{ in the box}',
  pitfalls: ['What lies outside the image is ignored, so a box beyond the border erases less than it says.'],
  keywords: ['cutout', 'mask', 'occlude', 'random erasing'],
  citation: {
    authors: 'DeVries, Taylor',
    year: 2017,
    title: 'Improved Regularization of Convolutional Neural Networks with Cutout',
    url: 'https://arxiv.org/abs/1708.04552',
  },
  params: () =>
    z.object({
      top: pixels(8, 'Top', 'First row of the box.'),
      left: pixels(8, 'Left', 'First column of the box.'),
      height: pixels(16, 'Height', 'Rows of the box.'),
      width: pixels(16, 'Width', 'Columns of the box.'),
      value: param(z.number().default(0), {
        label: 'Value',
        help: 'What the box is filled with: 0 is black before normalisation and the mean colour after it.',
        range: [0, 1],
        step: 0.05,
      }),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: fill(ops, tensor, params, params.value), views } };
  },
});
