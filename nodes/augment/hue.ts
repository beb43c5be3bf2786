import { defineNode, param, z } from '../../src/spec/index.ts';
import { fixedJitter } from './operations/color-jitter.ts';
import { imagePorts } from './operations/image-ports.ts';

/** Turns the hue in HSV space, by the same angle for all images (torchvision.transforms.functional.adjust_hue). */
export const hue = defineNode({
  id: 'augment.hue',
  label: 'Hue',
  summary: 'Turns all colours on the colour wheel by one angle.',
  formula: 'h \\leftarrow (h + \\delta) \\bmod 1',
  pitfalls: ['Has no effect on gray pixels, nor on images with one channel.'],
  keywords: ['color', 'colour', 'hsv', 'tint', 'jitter'],
  params: () =>
    z.object({
      delta: param(z.number().min(-0.5).max(0.5).default(0), {
        label: 'Shift',
        help: 'How far the hue is turned: 0 leaves it unchanged, ±0.5 gives the complementary colours.',
        unit: 'turns',
        range: [-0.5, 0.5],
        step: 0.01,
      }),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: fixedJitter(ops, tensor, { hue: params.delta }), views } };
  },
});
