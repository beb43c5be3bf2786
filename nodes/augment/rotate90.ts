import { defineNode, param, z } from '../../src/spec/index.ts';
import { imagePorts } from './operations/image-ports.ts';
import { rotate90 as rotate } from './operations/rotate90.ts';

/** Turns all images counter-clockwise by quarter turns (torch.rot90): exact, no interpolation. */
export const rotate90 = defineNode({
  id: 'augment.rotate90',
  label: 'Rotate by 90°',
  summary: 'Turns all images by quarter turns, counter-clockwise.',
  formula: 'y_{h,w} = x_{w,\\,W-1-h}',
  pitfalls: ['An odd number of quarter turns swaps height and width.'],
  keywords: ['rotation', 'rot90', 'turn'],
  params: () =>
    z.object({
      quarterTurns: param(z.number().int().min(0).max(3).default(1), {
        label: 'Quarter turns',
        help: 'How many times the images are turned by 90°, counter-clockwise.',
        unit: '× 90°',
      }),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: rotate(ops, tensor, params.quarterTurns), views } };
  },
});
