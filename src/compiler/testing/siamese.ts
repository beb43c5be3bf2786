import { drawing } from './drawing.ts';

type Nodes = Parameters<typeof drawing>[0];

/** SimSiam as its figure draws it: two lanes of one view each, whose modules share their weights. */
export const SIAMESE = {
  nodes: {
    images: ['data.images', { dataset: 'emoji', batchSize: 8 }],
    augment: ['augment.pipeline', { views: 2, outputSize: 16 }],
    view1: ['math.selectView', { view: 1 }],
    view2: ['math.selectView', { view: 2 }],
    encoder1: ['encoder.convnet', { widths: [4, 8] }],
    encoder2: ['encoder.convnet', { widths: [4, 8] }],
    projector1: ['head.mlp', { hidden: [8], outputSize: 8, norm: 'batch' }],
    projector2: ['head.mlp', { hidden: [8], outputSize: 8, norm: 'batch' }],
    predictor1: ['head.mlp', { role: 'predictor', hidden: [4], outputSize: 8, norm: 'batch' }],
    predictor2: ['head.mlp', { role: 'predictor', hidden: [4], outputSize: 8, norm: 'batch' }],
    stop1: ['flow.stopGradient'],
    stop2: ['flow.stopGradient'],
    loss1: ['loss.negativeCosine'],
    loss2: ['loss.negativeCosine'],
    sum: ['loss.weightedSum', { weights: [0.5, 0.5] }],
    optimiser: ['optim.sgd', { learningRate: 0.05 }],
  },
  wires: [
    'images.images > augment.images',
    ...[1, 2].flatMap((lane) => [
      `augment.images > view${lane}.views`,
      `view${lane}.view > encoder${lane}.images`,
      `encoder${lane}.embedding > projector${lane}.embedding`,
      `projector${lane}.embedding > predictor${lane}.embedding`,
      `projector${lane}.embedding > stop${lane}.input`,
      `predictor${lane}.embedding > loss${lane}.prediction`,
      `stop${lane}.output > loss${3 - lane}.target`,
      `loss${lane}.loss > sum.losses`,
    ]),
    ...['encoder', 'projector', 'predictor'].map((name) => `${name}1.weights > ${name}2.weights`),
    'sum.loss > optimiser.loss',
  ],
} satisfies { nodes: Nodes; wires: string[] };

/** Without what the reference interpreter leaves out (colour jitter), and small. */
export const PLAIN = {
  augment: ['augment.pipeline', { views: 2, outputSize: 8, jitterProbability: 0, grayscaleProbability: 0 }],
} satisfies Nodes;

export const siamese = (nodes: Nodes = {}, wires: readonly string[] = SIAMESE.wires) =>
  drawing({ ...SIAMESE.nodes, ...nodes }, wires);
