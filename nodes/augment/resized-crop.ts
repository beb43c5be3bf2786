import { defineNode, param, z } from '../../src/spec/index.ts';
import { imagePorts } from './operations/image-ports.ts';
import { resizedCrop as crop } from './operations/resized-crop.ts';

const pixels = (initial: number, least: number, label: string, help: string) =>
  param(z.number().int().min(least).default(initial), { label, help, unit: 'px' });

/** Cuts the same box out of all images and resizes it (torchvision.transforms.functional.resized_crop). */
export const resizedCrop = defineNode({
  id: 'augment.resizedCrop',
  label: 'Crop and resize',
  summary: 'Cuts one box out of all images and resizes it to a square.',
  formula: 'y = \\operatorname{resize}_{s \\times s}(x_{t:t+h,\\ l:l+w})',
  pitfalls: ['There is no antialiasing: reducing an image by more than two skips pixels.'],
  keywords: ['zoom', 'resize', 'scale', 'cut'],
  params: () =>
    z.object({
      top: pixels(0, 0, 'Top', 'First row of the box.'),
      left: pixels(0, 0, 'Left', 'First column of the box.'),
      height: pixels(16, 1, 'Height', 'Rows of the box.'),
      width: pixels(16, 1, 'Width', 'Columns of the box.'),
      size: pixels(32, 1, 'Size', 'Height and width of the result.'),
      interpolation: param(z.enum(['bilinear', 'nearest']).default('bilinear'), {
        label: 'Interpolation',
        help: 'How values between pixels are found.',
        options: { bilinear: 'Bilinear', nearest: 'Nearest pixel' },
      }),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    const [count, height, width] = tensor.shape as [number, number, number, number];
    if (params.top + params.height > height || params.left + params.width > width) {
      context.refuse('SHAPE_MISMATCH', {
        problem: `a box of ${params.height}×${params.width} at (${params.top}, ${params.left}) is outside images of ${height}×${width} pixels`,
      });
    }
    const all = (value: number) => ops.constant(value, [count, 1]);
    const boxes = {
      top: all(params.top),
      left: all(params.left),
      height: all(params.height),
      width: all(params.width),
    };
    const { size, interpolation } = params;
    return {
      images: { tensor: crop(ops, tensor, boxes, { height: size, width: size, interpolation }), views },
    };
  },
});
