import { registry } from '../../nodes/index.ts';
import { assert } from '../../src/base/assert.ts';
import { compile } from '../../src/compiler/compile.ts';
import { parseDocument } from '../../src/document/parse.ts';
import { DOCUMENT_VERSION } from '../../src/document/schema.ts';
import { DATASETS } from '../../src/ir/datasets.ts';
import type { Program } from '../../src/ir/program.ts';
import type { Workload } from './workload.ts';

/** Steps of a run that no benchmark reaches the end of. */
const ENDLESS = 1_000_000;

/** The workload drawn with the nodes that everyone has, and compiled. Its views are plain copies: rivals augment nothing. */
export function workloadProgram(workload: Workload): Program {
  const { hidden, output, temperature, learningRate } = workload;
  const plain = { crop: false, flipProbability: 0, jitterProbability: 0, grayscaleProbability: 0 };
  const nodes = [
    {
      id: 'images',
      type: 'data.images',
      params: { dataset: dataset(workload), batchSize: workload.rows / 2 },
    },
    { id: 'views', type: 'augment.pipeline', params: { views: 2, ...plain, normalize: 'none' } },
    { id: 'encoder', ...encoder(workload) },
    { id: 'head', type: 'head.mlp', params: { hidden: [hidden], outputSize: output, norm: 'none' } },
    { id: 'unit', type: 'math.l2Normalize', params: {} },
    { id: 'loss', type: 'loss.ntXent', params: { temperature } },
    { id: 'optimiser', ...optimiser(workload.optimiser, learningRate) },
  ];
  const edges = [
    ['images.images', 'views.images'],
    ['views.images', 'encoder.images'],
    ['encoder.embedding', 'head.embedding'],
    ['head.embedding', 'unit.input'],
    ['unit.output', 'loss.a'],
    ['loss.loss', 'optimiser.loss'],
  ].map(([from, to]) => ({ from, to }));
  const document = {
    format: 'unlabel',
    version: DOCUMENT_VERSION,
    meta: { title: workload.name },
    stages: [{ id: 'pretrain', title: '', graph: { nodes, edges }, run: { steps: ENDLESS } }],
  };
  const parsed = parseDocument(JSON.stringify(document));
  assert(parsed.ok, 'the drawing is a document');
  const { program, diagnostics } = compile(parsed.value, registry);
  assert(program, `the drawing compiles: ${diagnostics.map(({ message }) => message).join(' ')}`);
  return program;
}

/** A dataset with images of the right shape; its pixels are not used. */
function dataset({ size, channels }: Workload): string {
  const found = Object.values(DATASETS).find((one) => one.height === size && one.channels === channels);
  assert(found, `a dataset has images of ${size}×${size}×${channels}`);
  return found.id;
}

function encoder({ encoder: described }: Workload): { type: string; params: object } {
  // rivals take statistics over the whole batch
  const normViews = 'allViews';
  if (described.kind === 'convnet') {
    const { widths, norm } = described;
    return { type: 'encoder.convnet', params: { widths, kernelSize: 3, stride: 2, norm, normViews } };
  }
  const { widths } = described;
  const doubling = widths.every((width, stage) => width === widths[0]! * 2 ** stage);
  assert(doubling, 'every stage has twice the channels of the one before');
  const blocks = widths.map(() => 1);
  const shape = { width: widths[0]!, blocks, block: 'basic', stem: 'cifar' };
  return { type: 'encoder.resnet', params: { ...shape, zeroInitResidual: false, normViews } };
}

function optimiser(name: Workload['optimiser'], learningRate: number): { type: string; params: object } {
  switch (name) {
    case 'adam':
      return { type: 'optim.adam', params: { learningRate } };
    case 'adamw':
      return { type: 'optim.adamw', params: { learningRate, weightDecay: 0.01 } };
    case 'momentum':
      return { type: 'optim.sgd', params: { learningRate, momentum: 0.9 } };
  }
}
