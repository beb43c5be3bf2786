import fc from 'fast-check';
import { drawing } from '../../compiler/testing/drawing.ts';
import type { UnlabelDocument } from '../../document/schema.ts';

type Nodes = Record<string, Parameters<typeof drawing>[0][string]>;
type Node = Nodes[string];

const ENCODERS: readonly Node[] = [
  ['encoder.convnet', { widths: [3, 4], norm: 'batch' }],
  ['encoder.convnet', { widths: [4], norm: 'group', groups: 2 }],
  ['encoder.convnet', { widths: [4], norm: 'layer', kernelSize: 5, stride: 1 }],
  ['encoder.convnet', { widths: [3], norm: 'none' }],
  ['encoder.mlp', { widths: [6, 5], activation: 'gelu' }],
  ['encoder.resnet', { width: 2, blocks: [1, 1], block: 'basic', zeroInitResidual: false }],
  ['encoder.resnet', { width: 2, blocks: [1], block: 'bottleneck', stem: 'imagenet' }],
  ['encoder.vit', { size: 'own', patchSize: 4, width: 4, depth: 1, heads: 2, mlpRatio: 1, dropPath: 0.25 }],
  [
    'encoder.vit',
    { size: 'own', patchSize: 2, width: 8, depth: 2, heads: 2, pooling: 'mean', position: 'sinCos' },
  ],
];
const HEADS: readonly Node[] = [
  ['head.mlp', { hidden: [5], outputSize: 4, norm: 'batch', outputNorm: 'batchNoAffine' }],
  ['head.mlp', { hidden: [4], outputSize: 4, norm: 'layer', activation: 'gelu' }],
  ['head.mlp', { hidden: [], outputSize: 4 }],
  ['head.linear', { outputSize: 4, gives: 'embedding', initialStd: 0.3 }],
];
/** One node on an embedding that gives another. */
const BETWEEN: readonly Node[] = [
  ['math.l2Normalize'],
  ['math.gelu', { form: 'tanh' }],
  ['math.scale', { factor: -1.5 }],
  ['math.layerNorm'],
  ['math.batchNorm', { affine: false }],
  ['math.dropout', { rate: 0.25 }],
  ['math.expression', { formula: 'a / (1 + norm(a)) + 0.1 * mean(a, batch)', gives: 'embedding' }],
];
const OPTIMISERS: readonly Node[] = [
  ['optim.sgd', { learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01 }],
  ['optim.sgd', { learningRate: 0.05, schedule: 'milestones', clip: 'global', clipNorm: 0.5 }],
  ['optim.adam', { learningRate: 0.01, weightDecay: 0.1, schedule: 'cosine', warmupSteps: 2 }],
  ['optim.adamw', { learningRate: 0.01, weightDecaySchedule: 'cosine', clip: 'perTensor', clipNorm: 0.1 }],
  ['optim.lars', { learningRate: 1, trustCoefficient: 0.02, clipRate: true, predictorScale: 3 }],
  ['optim.lars', { learningRate: 1, denominator: 'joint', exemptScale: 0.1, nesterov: true }],
  ['optim.lamb', { learningRate: 0.01, schedule: 'cosine' }],
];
const FOLLOWERS: readonly Node[] = [
  ['flow.ema', { momentum: 0.9 }],
  ['flow.ema', { momentum: 0.8, schedule: 'cosine', buffers: true }],
  ['flow.ema', { momentum: 0.9, timing: 'beforeForward', start: 'own' }],
  ['flow.snapshot', { every: 2 }],
  ['flow.freeze'],
];
/** Losses between a student's lane of two views and a second lane of two views. */
const PAIRED = [
  'negativeCosine',
  'normalizedMse',
  'mse',
  'smoothL1',
  'infoNCE',
  'infoNCEQueue',
  'expression',
  'dino',
  'swav',
] as const;
const SINGLE = [
  'ntXent',
  'decoupledContrastive',
  'barlowTwins',
  'vicreg',
  'uniformity',
  'alignment',
  'labels',
] as const;

/** Small drawings of all kinds of parts, most of them like none of the templates. */
export const randomDrawings: fc.Arbitrary<UnlabelDocument> = fc
  .record({
    encoder: fc.constantFrom(...ENCODERS),
    head: fc.constantFrom(...HEADS),
    between: fc.array(fc.constantFrom(...BETWEEN), { maxLength: 2 }),
    optimiser: fc.constantFrom(...OPTIMISERS),
    follower: fc.constantFrom(...FOLLOWERS, null),
    tied: fc.boolean(),
    predictor: fc.boolean(),
    stopped: fc.boolean(),
    normViews: fc.constantFrom('perView', 'allViews'),
    paired: fc.constantFrom(...PAIRED),
    single: fc.option(fc.constantFrom(...SINGLE)),
    pipelines: fc.constantFrom(1, 2),
    pairs: fc.constantFrom('cross', 'all'),
  })
  .map((chosen) => {
    const { encoder, head, follower, paired, single } = chosen;
    const view = { crop: true, outputSize: 8, jitterProbability: 0, grayscaleProbability: 0 };
    const nodes: Nodes = {
      images: ['data.images', { dataset: 'factors', batchSize: 6 }],
      total: ['loss.weightedSum', { weights: [1, 0.5] }],
      optimiser: chosen.optimiser,
    };
    const wires = ['total.loss > optimiser.loss'];
    const add = (
      name: string,
      node: Node,
      inputs: Readonly<Record<string, string>>,
      output: string,
    ): string => {
      nodes[name] = node;
      for (const [port, from] of Object.entries(inputs)) wires.push(`${from} > ${name}.${port}`);
      return `${name}.${output}`;
    };

    let views: string;
    if (chosen.pipelines === 1) {
      views = add(
        'augment',
        ['augment.pipeline', { ...view, views: 2 }],
        { images: 'images.images' },
        'images',
      );
    } else {
      const both = ['first', 'second'].map((name) =>
        add(
          name,
          ['augment.pipeline', { ...view, views: 1, flipProbability: 0 }],
          { images: 'images.images' },
          'images',
        ),
      );
      nodes['views'] = ['math.concatViews'];
      for (const one of both) wires.push(`${one} > views.views`);
      views = 'views.views';
    }

    const called = (node: Node): Node => {
      const hasNorm = !['encoder.vit', 'head.linear'].includes(node[0]) && !node[0].startsWith('math.');
      return hasNorm ? [node[0], { ...node[1], normViews: chosen.normViews }] : node;
    };
    const lane = (name: string): string => {
      let end = add(`${name}Encoder`, called(encoder), { images: views }, 'embedding');
      chosen.between.forEach((node, i) => {
        const port = node[0] === 'math.expression' ? 'a' : 'input';
        end = add(`${name}Between${i + 1}`, node, { [port]: end }, 'output');
      });
      return add(`${name}Head`, called(head), { embedding: end }, 'embedding');
    };
    let student = lane('student');
    const projected = student;
    if (chosen.predictor) {
      const predictor: Node = ['head.mlp', { role: 'predictor', hidden: [3], outputSize: 4, norm: 'batch' }];
      student = add('predictor', called(predictor), { embedding: student }, 'embedding');
    }
    let teacher = lane('teacher');
    if (follower && !(follower[0] === 'flow.freeze' && chosen.tied)) {
      nodes['follower'] = follower;
      for (const part of ['Encoder', 'Head']) {
        if (part === 'Head' && chosen.tied) continue;
        wires.push(`student${part}.weights > follower.weights`, `follower.weights > teacher${part}.weights`);
      }
      if (chosen.tied) wires.push('studentHead.weights > teacherHead.weights');
    } else if (chosen.tied) wires.push('studentEncoder.weights > teacherEncoder.weights');
    if (chosen.stopped) teacher = add('stop', ['flow.stopGradient'], { input: teacher }, 'output');

    const scores = (name: string, from: string): string =>
      add(name, ['head.linear', { outputSize: 5 }], { embedding: from }, 'logits');
    const { pairs } = chosen;
    switch (paired) {
      case 'negativeCosine':
      case 'normalizedMse':
      case 'mse':
      case 'smoothL1':
        add('compare', [`loss.${paired}`, { pairs }], { prediction: student, target: teacher }, 'loss');
        break;
      case 'infoNCE':
        add('compare', ['loss.infoNCE', { pairs }], { query: student, key: teacher }, 'loss');
        break;
      case 'infoNCEQueue': {
        const rows = add('queue', ['state.queue', { size: 10 }], { rows: teacher }, 'rows');
        const params = { pairs, scaleByTemperature: true };
        add('compare', ['loss.infoNCE', params], { query: student, key: teacher, negatives: rows }, 'loss');
        break;
      }
      case 'expression': {
        const formula = 's = cosine(a, stopgrad(b))\nmean(square(1 - s)) + 0.1 * logsumexp(mean(a, batch))';
        add('compare', ['math.expression', { formula }], { a: student, b: teacher }, 'output');
        break;
      }
      case 'dino': {
        const params = { temperature: 0.1, warmupTemperature: 0.05, warmupSteps: 3 };
        const targets = add(
          'sharpen',
          ['target.centerSharpen', params],
          { logits: scores('teacherScores', teacher) },
          'distribution',
        );
        add(
          'compare',
          ['loss.crossViewCrossEntropy', { skipSameView: pairs === 'cross' }],
          { targets, logits: scores('studentScores', student) },
          'loss',
        );
        break;
      }
      case 'swav': {
        const normal = add('normalize', ['math.l2Normalize'], { input: student }, 'output');
        const logits = add('prototypes', ['head.prototypes', { count: 5 }], { embedding: normal }, 'logits');
        const targets = add(
          'codes',
          ['target.sinkhorn', { epsilon: 0.5 }],
          { scores: logits },
          'assignments',
        );
        add('compare', ['loss.softCrossEntropy', { pairs, temperature: 0.3 }], { targets, logits }, 'loss');
        break;
      }
    }
    wires.push(`compare.${paired === 'expression' ? 'output' : 'loss'} > total.losses`);
    if (single === 'labels') {
      add(
        'classify',
        ['loss.crossEntropy', { labelSmoothing: 0.1 }],
        { logits: scores('classifier', projected), labels: 'images.labels' },
        'loss',
      );
      nodes['classifier'] = ['head.linear', { outputSize: 6 }];
      wires.push('classify.loss > total.losses');
    } else if (single) {
      const port = single === 'uniformity' ? 'embedding' : 'a';
      add('regularise', [`loss.${single}`], { [port]: projected }, 'loss');
      wires.push('regularise.loss > total.losses');
    } else nodes['total'] = ['loss.weightedSum'];
    return drawing(nodes, wires, 20);
  });
