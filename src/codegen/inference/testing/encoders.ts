import type { UnlabelDocument } from '../../../document/schema.ts';
import { drawing } from '../../../compiler/testing/drawing.ts';

type Params = Parameters<typeof drawing>[0][string][1];

/** A drawing that trains this encoder, with a head behind it. */
function withEncoder(
  encoder: readonly [type: string, params?: NonNullable<Params>],
  {
    dataset = 'emoji',
    head = ['head.mlp', { hidden: [12], outputSize: 6 }] as readonly [string, NonNullable<Params>],
  } = {},
): UnlabelDocument {
  return drawing(
    {
      images: ['data.images', { dataset, batchSize: 8 }],
      augment: ['augment.pipeline', { views: 2 }],
      encoder,
      projector: head,
      ntXent: ['loss.ntXent', {}],
      optimiser: ['optim.adamw', {}],
    },
    [
      'images.images > augment.images',
      'augment.images > encoder.images',
      'encoder.embedding > projector.embedding',
      'projector.embedding > ntXent.a',
      'ntXent.loss > optimiser.loss',
    ],
  );
}

const small = { size: 'own', width: 16, depth: 2, heads: 2, mlpRatio: 2, patchSize: 8 } as const;

/** Every encoder type in every way that computes something else, small. */
export const ENCODERS: Readonly<Record<string, UnlabelDocument>> = {
  'ConvNet with batch norm': withEncoder(['encoder.convnet', { widths: [4, 8] }]),
  'ConvNet without norm': withEncoder(['encoder.convnet', { widths: [4, 8], norm: 'none', kernelSize: 5 }]),
  'ConvNet with group norm': withEncoder(['encoder.convnet', { widths: [4, 8], norm: 'group', groups: 2 }]),
  'ConvNet with layer norm': withEncoder(['encoder.convnet', { widths: [4, 8], norm: 'layer', stride: 1 }]),
  'ConvNet on grey images': withEncoder(['encoder.convnet', { widths: [4, 8] }], { dataset: 'mnist' }),
  'ResNet with basic blocks': withEncoder(['encoder.resnet', { width: 4, blocks: [1, 1, 1] }]),
  'ResNet with bottlenecks and the large stem': withEncoder([
    'encoder.resnet',
    { width: 4, blocks: [1, 1], block: 'bottleneck', stem: 'imagenet' },
  ]),
  'MLP with batch norm': withEncoder(['encoder.mlp', { widths: [16, 8] }]),
  'MLP with layer norm and GELU': withEncoder([
    'encoder.mlp',
    { widths: [16, 8], norm: 'layer', activation: 'gelu' },
  ]),
  'transformer with a class token': withEncoder(['encoder.vit', small]),
  'transformer with the mean of fixed positions': withEncoder([
    'encoder.vit',
    { ...small, pooling: 'mean', position: 'sinCos', dropPath: 0.1 },
  ]),
  'transformer with interpolated positions': withEncoder(['encoder.vit', { ...small, baseSize: 16 }]),
};

/** Heads, which are written from images on. */
export const HEADS: Readonly<Record<string, UnlabelDocument>> = {
  'MLP head with batch norm': withEncoder(['encoder.convnet', { widths: [4, 8] }]),
  'linear head': withEncoder(['encoder.convnet', { widths: [4, 8] }], {
    head: ['head.linear', { gives: 'embedding', outputSize: 6 }],
  }),
};
