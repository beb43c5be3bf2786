import type { ParamValue } from '../../document/schema.ts';
import type { GradientFlow, WeightsFate } from '../../compiler/compilation.ts';

/** A drawing that no template contains, and how gradient has to meet it. */
export interface NovelDrawing {
  readonly title: string;
  readonly nodes: Readonly<
    Record<string, readonly [type: string, params?: Readonly<Record<string, ParamValue>>]>
  >;
  readonly wires: readonly string[];
  /** Of some wires, as `from.port > to.port`. */
  readonly flow: Readonly<Record<string, GradientFlow>>;
  readonly weights: Readonly<Record<string, WeightsFate>>;
}

type DrawnNode = NovelDrawing['nodes'][string];

const DATA: NovelDrawing['nodes'] = {
  images: ['data.images', { dataset: 'factors', batchSize: 8 }],
  augment: ['augment.pipeline', { views: 2, outputSize: 16 }],
};
const ENCODER: DrawnNode = ['encoder.convnet', { widths: [4, 8] }];
const PROJECTOR: DrawnNode = ['head.mlp', { hidden: [8], outputSize: 8, norm: 'batch' }];
const PREDICTOR: DrawnNode = ['head.mlp', { role: 'predictor', hidden: [4], outputSize: 8, norm: 'batch' }];
const OPTIMISER: DrawnNode = ['optim.adamw', { learningRate: 0.001 }];
const VIEWS = 'images.images > augment.images';
const STUDENT = [VIEWS, 'augment.images > encoder.images', 'encoder.embedding > projector.embedding'];
const TEACHER = [
  'augment.images > teacherEncoder.images',
  'teacherEncoder.embedding > teacherProjector.embedding',
];
const EMA = [
  'encoder.weights > ema.weights',
  'projector.weights > ema.weights',
  'ema.weights > teacherEncoder.weights',
  'ema.weights > teacherProjector.weights',
];

/** Variants people would draw after the templates: methods crossed with each other, and some of nobody’s. */
export const NOVEL_DRAWINGS: readonly NovelDrawing[] = [
  {
    title: 'MoCo with a predictor',
    nodes: {
      ...DATA,
      encoder: ENCODER,
      projector: PROJECTOR,
      predictor: PREDICTOR,
      ema: ['flow.ema', { timing: 'beforeForward' }],
      teacherEncoder: ENCODER,
      teacherProjector: PROJECTOR,
      normalize: ['math.l2Normalize'],
      queue: ['state.queue', { size: 32 }],
      infoNCE: ['loss.infoNCE'],
      optimiser: OPTIMISER,
    },
    wires: [
      ...STUDENT,
      ...TEACHER,
      ...EMA,
      'projector.embedding > predictor.embedding',
      'predictor.embedding > infoNCE.query',
      'teacherProjector.embedding > normalize.input',
      'normalize.output > infoNCE.key',
      'normalize.output > queue.rows',
      'queue.rows > infoNCE.negatives',
      'infoNCE.loss > optimiser.loss',
    ],
    flow: {
      'predictor.embedding > infoNCE.query': 'gradient',
      'normalize.output > infoNCE.key': 'forward',
      'queue.rows > infoNCE.negatives': 'forward',
      'encoder.weights > ema.weights': 'cut',
    },
    weights: { encoder: 'trained', predictor: 'trained', teacherEncoder: 'ema', teacherProjector: 'ema' },
  },
  {
    title: 'BYOL with a queue of negatives',
    nodes: {
      ...DATA,
      encoder: ENCODER,
      projector: PROJECTOR,
      predictor: PREDICTOR,
      ema: ['flow.ema', { momentum: 0.9, schedule: 'cosine' }],
      teacherEncoder: ENCODER,
      teacherProjector: PROJECTOR,
      stopGradient: ['flow.stopGradient'],
      queue: ['state.queue', { size: 64 }],
      byol: ['loss.normalizedMse'],
      infoNCE: ['loss.infoNCE'],
      sum: ['loss.weightedSum', { weights: [1, 0.5] }],
      optimiser: OPTIMISER,
    },
    wires: [
      ...STUDENT,
      ...TEACHER,
      ...EMA,
      'projector.embedding > predictor.embedding',
      'teacherProjector.embedding > stopGradient.input',
      'predictor.embedding > byol.prediction',
      'stopGradient.output > byol.target',
      'predictor.embedding > infoNCE.query',
      'stopGradient.output > infoNCE.key',
      'stopGradient.output > queue.rows',
      'queue.rows > infoNCE.negatives',
      'byol.loss > sum.losses',
      'infoNCE.loss > sum.losses',
      'sum.loss > optimiser.loss',
    ],
    flow: {
      'byol.loss > sum.losses': 'gradient',
      'infoNCE.loss > sum.losses': 'gradient',
      'stopGradient.output > byol.target': 'forward',
    },
    weights: { encoder: 'trained', projector: 'trained', teacherEncoder: 'ema' },
  },
  {
    title: 'SimSiam with VICReg’s regulariser',
    nodes: {
      ...DATA,
      encoder: ENCODER,
      projector: PROJECTOR,
      predictor: PREDICTOR,
      stopGradient: ['flow.stopGradient'],
      negativeCosine: ['loss.negativeCosine'],
      vicreg: ['loss.vicreg', { invariance: 0 }],
      sum: ['loss.weightedSum', { weights: [1, 0.04] }],
      optimiser: OPTIMISER,
    },
    wires: [
      ...STUDENT,
      'projector.embedding > predictor.embedding',
      'predictor.embedding > negativeCosine.prediction',
      'projector.embedding > stopGradient.input',
      'stopGradient.output > negativeCosine.target',
      'projector.embedding > vicreg.a',
      'negativeCosine.loss > sum.losses',
      'vicreg.loss > sum.losses',
      'sum.loss > optimiser.loss',
    ],
    flow: {
      'projector.embedding > stopGradient.input': 'cut',
      'projector.embedding > vicreg.a': 'gradient',
    },
    weights: { encoder: 'trained', predictor: 'trained' },
  },
  {
    title: 'DINO without EMA: the teacher is the student',
    nodes: {
      ...DATA,
      encoder: ENCODER,
      head: ['head.dino', { hidden: 8, bottleneck: 4, outputSize: 16 }],
      centerSharpen: ['target.centerSharpen'],
      crossEntropy: ['loss.crossViewCrossEntropy'],
      optimiser: OPTIMISER,
    },
    wires: [
      VIEWS,
      'augment.images > encoder.images',
      'encoder.embedding > head.embedding',
      'head.logits > crossEntropy.logits',
      'head.logits > centerSharpen.logits',
      'centerSharpen.distribution > crossEntropy.targets',
      'crossEntropy.loss > optimiser.loss',
    ],
    flow: {
      'head.logits > crossEntropy.logits': 'gradient',
      'head.logits > centerSharpen.logits': 'cut',
    },
    weights: { encoder: 'trained', head: 'trained' },
  },
  {
    title: 'a slow and a fast teacher, averaged',
    nodes: {
      ...DATA,
      encoder: ENCODER,
      projector: PROJECTOR,
      predictor: PREDICTOR,
      fast: ['flow.ema', { momentum: 0.9 }],
      slow: ['flow.ema', { momentum: 0.999 }],
      fastEncoder: ENCODER,
      fastProjector: PROJECTOR,
      slowEncoder: ENCODER,
      slowProjector: PROJECTOR,
      sum: ['math.add'],
      mean: ['math.scale', { factor: 0.5 }],
      byol: ['loss.normalizedMse'],
      optimiser: OPTIMISER,
    },
    wires: [
      ...STUDENT,
      'projector.embedding > predictor.embedding',
      'predictor.embedding > byol.prediction',
      'encoder.weights > fast.weights',
      'projector.weights > fast.weights',
      'fast.weights > fastEncoder.weights',
      'fast.weights > fastProjector.weights',
      'encoder.weights > slow.weights',
      'projector.weights > slow.weights',
      'slow.weights > slowEncoder.weights',
      'slow.weights > slowProjector.weights',
      'augment.images > fastEncoder.images',
      'augment.images > slowEncoder.images',
      'fastEncoder.embedding > fastProjector.embedding',
      'slowEncoder.embedding > slowProjector.embedding',
      'fastProjector.embedding > sum.a',
      'slowProjector.embedding > sum.b',
      'sum.output > mean.input',
      'mean.output > byol.target',
      'byol.loss > optimiser.loss',
    ],
    flow: { 'mean.output > byol.target': 'forward', 'predictor.embedding > byol.prediction': 'gradient' },
    weights: { encoder: 'trained', fastEncoder: 'ema', slowEncoder: 'ema', slowProjector: 'ema' },
  },
  {
    title: 'a student distilled from a student',
    nodes: {
      ...DATA,
      encoder: ENCODER,
      projector: PROJECTOR,
      ntXent: ['loss.ntXent'],
      second: ['encoder.convnet', { widths: [4, 4] }],
      secondProjector: ['head.mlp', { hidden: [], outputSize: 8 }],
      stopGradient: ['flow.stopGradient'],
      distillation: ['loss.mse', { pairs: 'same' }],
      sum: ['loss.weightedSum'],
      optimiser: OPTIMISER,
    },
    wires: [
      ...STUDENT,
      'projector.embedding > ntXent.a',
      'augment.images > second.images',
      'second.embedding > secondProjector.embedding',
      'secondProjector.embedding > distillation.prediction',
      'projector.embedding > stopGradient.input',
      'stopGradient.output > distillation.target',
      'ntXent.loss > sum.losses',
      'distillation.loss > sum.losses',
      'sum.loss > optimiser.loss',
    ],
    flow: {
      'projector.embedding > ntXent.a': 'gradient',
      'projector.embedding > stopGradient.input': 'cut',
      'secondProjector.embedding > distillation.prediction': 'gradient',
    },
    weights: { encoder: 'trained', second: 'trained' },
  },
  {
    title: 'a triplet loss by a formula',
    nodes: {
      ...DATA,
      encoder: ENCODER,
      projector: PROJECTOR,
      first: ['math.selectView', { view: 1 }],
      second: ['math.selectView', { view: 2 }],
      triplet: [
        'math.expression',
        {
          formula:
            'mean(relu(norm(normalize(a) - normalize(b)) - norm(normalize(a) - normalize(roll(b, 1))) + 0.5))',
          gives: 'loss',
        },
      ],
      optimiser: OPTIMISER,
    },
    wires: [
      ...STUDENT,
      'projector.embedding > first.views',
      'projector.embedding > second.views',
      'first.view > triplet.a',
      'second.view > triplet.b',
      'triplet.output > optimiser.loss',
    ],
    flow: { 'first.view > triplet.a': 'gradient', 'second.view > triplet.b': 'gradient' },
    weights: { encoder: 'trained', projector: 'trained' },
  },
  {
    title: 'SwAV with codes from an EMA teacher',
    nodes: {
      ...DATA,
      encoder: ENCODER,
      projector: PROJECTOR,
      normalize: ['math.l2Normalize'],
      prototypes: ['head.prototypes', { count: 12 }],
      ema: ['flow.ema'],
      teacherEncoder: ENCODER,
      teacherProjector: PROJECTOR,
      teacherNormalize: ['math.l2Normalize'],
      teacherPrototypes: ['head.prototypes', { count: 12 }],
      sinkhorn: ['target.sinkhorn'],
      crossEntropy: ['loss.crossViewCrossEntropy'],
      optimiser: OPTIMISER,
    },
    wires: [
      ...STUDENT,
      ...TEACHER,
      ...EMA,
      'prototypes.weights > ema.weights',
      'ema.weights > teacherPrototypes.weights',
      'projector.embedding > normalize.input',
      'normalize.output > prototypes.embedding',
      'prototypes.logits > crossEntropy.logits',
      'teacherProjector.embedding > teacherNormalize.input',
      'teacherNormalize.output > teacherPrototypes.embedding',
      'teacherPrototypes.logits > sinkhorn.scores',
      'sinkhorn.assignments > crossEntropy.targets',
      'crossEntropy.loss > optimiser.loss',
    ],
    flow: {
      'prototypes.logits > crossEntropy.logits': 'gradient',
      'teacherPrototypes.logits > sinkhorn.scores': 'forward',
    },
    weights: { prototypes: 'trained', teacherPrototypes: 'ema', teacherEncoder: 'ema' },
  },
  {
    title: 'a contrast between encoder depths',
    nodes: {
      ...DATA,
      encoder: ['encoder.convnet', { widths: [4] }],
      deeper: ['encoder.convnet', { widths: [8, 8] }],
      shallowProjector: PROJECTOR,
      deepProjector: PROJECTOR,
      ntXent: ['loss.infoNCE', { pairs: 'all' }],
      optimiser: OPTIMISER,
    },
    wires: [
      VIEWS,
      'augment.images > encoder.images',
      'encoder.features > deeper.images',
      'encoder.embedding > shallowProjector.embedding',
      'deeper.embedding > deepProjector.embedding',
      'shallowProjector.embedding > ntXent.query',
      'deepProjector.embedding > ntXent.key',
      'ntXent.loss > optimiser.loss',
    ],
    flow: {
      'encoder.features > deeper.images': 'gradient',
      'shallowProjector.embedding > ntXent.query': 'gradient',
      'deepProjector.embedding > ntXent.key': 'gradient',
    },
    weights: { encoder: 'trained', deeper: 'trained' },
  },
  {
    title: 'three views',
    nodes: {
      ...DATA,
      augment: ['augment.pipeline', { views: 3, outputSize: 16 }],
      encoder: ENCODER,
      projector: PROJECTOR,
      ntXent: ['loss.ntXent'],
      optimiser: OPTIMISER,
    },
    wires: [...STUDENT, 'projector.embedding > ntXent.a', 'ntXent.loss > optimiser.loss'],
    flow: { 'projector.embedding > ntXent.a': 'gradient' },
    weights: { encoder: 'trained', projector: 'trained' },
  },
];
