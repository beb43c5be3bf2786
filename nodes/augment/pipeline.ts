import { defineNode, param, z, type NodeContext, type Tensor } from '../../src/spec/index.ts';
import { oddSize } from '../params/odd-size.ts';
import { probability } from '../params/probability.ts';
import { blend } from './operations/blend.ts';
import { colorJitter } from './operations/color-jitter.ts';
import { blurFits, gaussianBlur } from './operations/gaussian-blur.ts';
import { grayscale } from './operations/grayscale.ts';
import { horizontalFlip } from './operations/horizontal-flip.ts';
import { normalize } from './operations/normalize.ts';
import { perImage } from './operations/per-image.ts';
import { resizedCrop } from './operations/resized-crop.ts';
import { solarize } from './operations/solarize.ts';

/** Aspect ratios of crops, as in Szegedy et al. 2015 and every method since. */
const CROP_RATIO = [3 / 4, 4 / 3] as const;

const strength = (initial: number, most: number, label: string, help: string) =>
  param(z.number().min(0).max(most).default(initial), {
    label,
    help,
    range: [0, Math.min(most, 1)],
    step: 0.05,
  });

const params = () =>
  z.object({
    views: param(z.number().int().min(1).max(16).default(2), {
      label: 'Views',
      help: 'How many independently changed copies of each image there are.',
    }),
    crop: param(z.boolean().default(true), {
      label: 'Random resized crop',
      help: 'Cuts a random box (aspect ratio 3/4 to 4/3) out of each image and resizes it to the full size.',
    }),
    cropScaleMin: param(z.number().gt(0).max(1).default(0.2), {
      label: 'Smallest crop',
      help: 'Least share of the image area a crop has. Smaller crops make the task harder.',
      range: [0.05, 1],
      step: 0.05,
    }),
    cropScaleMax: param(z.number().gt(0).max(1).default(1), {
      label: 'Largest crop',
      help: 'Greatest share of the image area a crop has.',
      range: [0.05, 1],
      step: 0.05,
      tier: 'advanced',
    }),
    outputSize: param(z.number().int().min(0).max(1024).default(0), {
      label: 'Output size',
      help: 'Height and width of the views; 0 keeps those of the images. Smaller ones are for local crops on a wire of their own; in evaluation images keep their size.',
      unit: 'px',
      range: [0, 64],
      tier: 'advanced',
    }),
    flipProbability: probability(0.5, 'Horizontal flip', 'Share of views that are mirrored left to right.'),
    jitterProbability: probability(0.8, 'Colour jitter', 'Share of views whose colours are changed.'),
    brightness: strength(0.4, 10, 'Brightness', 'The factor is uniform in [max(0, 1 − x), 1 + x].'),
    contrast: strength(0.4, 10, 'Contrast', 'The factor is uniform in [max(0, 1 − x), 1 + x].'),
    saturation: strength(
      0.4,
      10,
      'Saturation',
      'The factor is uniform in [max(0, 1 − x), 1 + x]. Nothing changes in images with one channel.',
    ),
    hue: param(z.number().min(0).max(0.5).default(0.1), {
      label: 'Hue',
      help: 'The shift is uniform in [−x, x]. Nothing changes in images with one channel.',
      unit: 'turns',
      range: [0, 0.5],
      step: 0.01,
    }),
    grayscaleProbability: probability(
      0.2,
      'Grayscale',
      'Share of views that lose their colour, so that it alone cannot tell images apart.',
    ),
    blurProbability: probability(0, 'Gaussian blur', 'Share of views that are blurred.'),
    blurSigmaMin: param(z.number().positive().default(0.1), {
      label: 'Least blur σ',
      help: 'Standard deviation of the Gaussian, uniform between the least and the greatest.',
      unit: 'px',
      range: [0.1, 3],
      step: 0.1,
      tier: 'advanced',
    }),
    blurSigmaMax: param(z.number().positive().default(2), {
      label: 'Greatest blur σ',
      help: 'Standard deviation of the Gaussian, uniform between the least and the greatest.',
      unit: 'px',
      range: [0.1, 3],
      step: 0.1,
      tier: 'advanced',
    }),
    blurKernelSize: param(oddSize.default(3), {
      label: 'Blur kernel',
      help: 'Width of the blur’s window, an odd number. SimCLR takes a tenth of the image.',
      unit: 'px',
      range: [1, 23],
      step: 2,
      tier: 'advanced',
    }),
    solarizeProbability: probability(0, 'Solarize', 'Share of views whose bright values are inverted.'),
    solarizeThreshold: param(z.number().min(0).max(1).default(0.5), {
      label: 'Solarize threshold',
      help: 'Values from here on are inverted.',
      range: [0, 1],
      step: 0.05,
      tier: 'advanced',
    }),
    normalize: param(z.enum(['dataset', 'none']).default('dataset'), {
      label: 'Normalisation',
      help: 'Whether pixels are shifted and scaled, channel by channel, by the mean and standard deviation of the dataset.',
      options: { dataset: 'Mean and deviation of the dataset', none: 'None: pixels stay in [0, 1]' },
    }),
  });
type Params = z.output<ReturnType<typeof params>>;
type Context = NodeContext<Params>;

/** Height and width of the views while training. */
function viewSize({ params }: Context, height: number, width: number): readonly [number, number] {
  return params.outputSize > 0 ? [params.outputSize, params.outputSize] : [height, width];
}

/** Random changes of the pixels in their order; parameters are drawn for every image of every view. */
function transform(context: Context, images: Tensor): Tensor {
  const { ops, params: p } = context;
  const [count, height, width] = images.shape as [number, number, number, number];
  const applied = (name: string, share: number): Tensor =>
    context.draw(name, { kind: 'bernoulli', probability: share }, [count]);
  const column = (values: Tensor): Tensor => ops.reshape(values, [count, 1]);
  const [toHeight, toWidth] = viewSize(context, height, width);
  const resizing = { height: toHeight, width: toWidth, interpolation: 'bilinear' } as const;
  let x = images;

  const flips = p.flipProbability > 0 ? applied('flip', p.flipProbability) : undefined;
  if (p.crop) {
    const scale = [p.cropScaleMin, p.cropScaleMax] as const;
    const box = context.draw('crop', { kind: 'resizedCrop', height, width, scale, ratio: CROP_RATIO }, [
      count,
      4,
    ]);
    const field = (index: number): Tensor => ops.slice(box, [0, index], [count, 1]);
    const boxes = { top: field(0), left: field(1), height: field(2), width: field(3) };
    const mirrored = flips ? { flips: column(flips) } : {};
    x = resizedCrop(ops, x, boxes, { ...resizing, ...mirrored });
  } else {
    if (toHeight !== height || toWidth !== width) {
      const all = (value: number): Tensor => ops.constant(value, [count, 1]);
      const whole = { top: all(0), left: all(0), height: all(height), width: all(width) };
      x = resizedCrop(ops, x, whole, resizing);
    }
    if (flips) x = blend(ops, perImage(ops, flips), horizontalFlip(ops, x), x);
  }

  const { brightness, contrast, saturation, hue } = p;
  if (p.jitterProbability > 0 && brightness + contrast + saturation + hue > 0) {
    const probability = p.jitterProbability;
    const factors = context.draw(
      'jitter',
      { kind: 'colorJitter', probability, brightness, contrast, saturation, hue },
      [count, 4],
    );
    x = colorJitter(ops, x, factors, context.draw('jitterOrder', { kind: 'orders', count: 4 }, [count, 4]));
  }
  if (p.grayscaleProbability > 0 && x.shape[3] === 3) {
    x = blend(ops, perImage(ops, applied('grayscale', p.grayscaleProbability)), grayscale(ops, x), x);
  }
  if (p.blurProbability > 0) {
    const sigmas = context.draw('blurSigma', { kind: 'uniform', low: p.blurSigmaMin, high: p.blurSigmaMax }, [
      count,
    ]);
    x = gaussianBlur(ops, x, column(sigmas), p.blurKernelSize, column(applied('blur', p.blurProbability)));
  }
  if (p.solarizeProbability > 0) {
    const mask = perImage(ops, applied('solarize', p.solarizeProbability));
    x = blend(ops, mask, solarize(ops, x, p.solarizeThreshold), x);
  }
  return x;
}

/** Refuses ranges that are empty and windows that do not fit views of this size. */
function check(context: Context, height: number, width: number): void {
  const p = context.params;
  const ranges = [
    ['cropScaleMax', p.cropScaleMin, p.cropScaleMax],
    ['blurSigmaMax', p.blurSigmaMin, p.blurSigmaMax],
  ] as const;
  for (const [param, least, most] of ranges) {
    if (most < least) {
      context.refuse(
        'GRAPH_BAD_PARAM',
        { param, problem: `${most} is below the least, ${least}` },
        { param },
      );
    }
  }
  if (p.blurProbability > 0 && !blurFits(p.blurKernelSize, height, width)) {
    context.refuse(
      'GRAPH_BAD_PARAM',
      {
        param: 'blurKernelSize',
        problem: `${p.blurKernelSize} pixels do not fit views of ${height}×${width}`,
      },
      { param: 'blurKernelSize' },
    );
  }
}

/**
 * Makes views of a batch, all at once on the device: crop, flip, colour jitter, grayscale, blur, solarize, normalise,
 * each drawn anew for every image of every view (Chen et al. 2020, appendix A; the order is torchvision's in the
 * published code of SimCLR, MoCo v2 and BYOL).
 *
 * images B×H×W×C → images (views·B)×H×W×C, or views·B squares of `outputSize`: crops are resized to it, bilinear, and all
 * that follows works on the new size. The local crops of Caron et al. 2020 come from a second node of this type. While a
 * probe looks at plain images there is one view of the images' own size, normalised only.
 */
export const pipeline = defineNode({
  id: 'augment.pipeline',
  label: 'Augmentation',
  summary: 'Makes random views of every image: crop, flip, colour, blur, solarize, normalise.',
  formula: '\\tilde{x}_v = t_v(x),\\quad t_v \\sim \\mathcal{T},\\quad v = 1 \\dots V',
  citation: {
    authors: 'Chen, Kornblith, Norouzi, Hinton',
    year: 2020,
    title: 'A Simple Framework for Contrastive Learning of Visual Representations',
    url: 'https://arxiv.org/abs/2002.05709',
  },
  pitfalls: [
    'Crops without colour jitter let the network match colour histograms instead of contents.',
    'What the views differ in is what the representation forgets: a strong hue jitter costs colour.',
    'Flips change the meaning of digits and letters: set them to 0 for mnist.',
  ],
  keywords: ['augment', 'views', 'transform', 'random resized crop', 'color jitter', 'two crops'],
  params,
  toLookAt: { normalize: 'none' },
  ports: () => ({
    inputs: [{ name: 'images', label: 'images', kinds: ['images'], summary: 'Plain images, one view.' }],
    outputs: [
      { name: 'images', label: 'views', kind: 'images', summary: 'The views of every image, normalised.' },
    ],
  }),
  forward(context) {
    const { ops } = context;
    const input = context.input('images');
    if (input.views !== 1) {
      context.refuse(
        'SHAPE_VIEWS',
        { node: context.id, needs: 'one view', has: input.views },
        { port: 'images' },
      );
    }
    const [, height, width] = input.tensor.shape as [number, number, number, number];
    check(context, ...viewSize(context, height, width));
    const views = context.mode === 'train' ? context.params.views : 1;
    const copies = Array.from({ length: views }, () => input.tensor);
    let x = views === 1 ? input.tensor : ops.concat(copies, 0);
    if (context.mode === 'train') x = transform(context, x);
    if (context.params.normalize === 'dataset') {
      const dataset = context.dataset ?? context.refuse('GRAPH_NO_DATA', {});
      x = normalize(ops, x, dataset.mean, dataset.std);
    }
    return { images: { tensor: x, views } };
  },
});
