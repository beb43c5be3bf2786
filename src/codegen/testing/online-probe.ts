import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';

/** SimCLR whose encoder is probed while it trains: a linear classifier behind a stop-gradient, with an optimiser of its own. */
export const ONLINE_PROBE = drawing(
  {
    ...SIMCLR.nodes,
    optimiser: ['optim.adamw', { learningRate: 0.001, clip: 'global', clipNorm: 0.05 }],
    plain: ['augment.pipeline', { views: 1 }],
    probed: ['encoder.convnet'],
    stop: ['flow.stopGradient'],
    classifier: ['head.linear', { outputSize: 10 }],
    probeLoss: ['loss.crossEntropy'],
    probeOptimiser: ['optim.sgd', { learningRate: 0.1, momentum: 0.9, clip: 'perTensor', clipNorm: 0.05 }],
  },
  [
    ...SIMCLR.wires,
    'images.images > plain.images',
    'plain.images > probed.images',
    'encoder.weights > probed.weights',
    'probed.embedding > stop.input',
    'stop.output > classifier.embedding',
    'classifier.logits > probeLoss.logits',
    'images.labels > probeLoss.labels',
    'probeLoss.loss > probeOptimiser.loss',
  ],
);
