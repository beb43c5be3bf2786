import { assert } from '../src/base/assert.ts';
import { parseDocument } from '../src/document/parse.ts';
import { DOCUMENT_VERSION, type UnlabelDocument } from '../src/document/schema.ts';

/** SimSiam with the networks of its template, but drawn as two lanes of one view each whose modules share their weights. */
export function siameseDocument(batchSize: number, widths: readonly number[]): UnlabelDocument {
  const node = (id: string, type: string, params: object = {}) => ({ id, type, params });
  const head = (role: string, hidden: number[]) => ({ role, hidden, outputSize: 128, norm: 'batch' });
  const nodes = [
    node('images', 'data.images', { dataset: 'emoji', batchSize }),
    node('augment', 'augment.pipeline', { views: 2 }),
    ...[1, 2].flatMap((lane) => [
      node(`view${lane}`, 'math.selectView', { view: lane }),
      node(`encoder${lane}`, 'encoder.convnet', { widths }),
      node(`projector${lane}`, 'head.mlp', head('projector', [256])),
      node(`predictor${lane}`, 'head.mlp', head('predictor', [64])),
      node(`stop${lane}`, 'flow.stopGradient'),
      node(`loss${lane}`, 'loss.negativeCosine'),
    ]),
    node('sum', 'loss.weightedSum', { weights: [0.5, 0.5] }),
    node('optimiser', 'optim.sgd', { learningRate: 0.05 }),
  ];
  const edges = [
    ['images.images', 'augment.images'],
    ...[1, 2].flatMap((lane) => [
      ['augment.images', `view${lane}.views`],
      [`view${lane}.view`, `encoder${lane}.images`],
      [`encoder${lane}.embedding`, `projector${lane}.embedding`],
      [`projector${lane}.embedding`, `predictor${lane}.embedding`],
      [`projector${lane}.embedding`, `stop${lane}.input`],
      [`predictor${lane}.embedding`, `loss${lane}.prediction`],
      [`stop${lane}.output`, `loss${3 - lane}.target`],
      [`loss${lane}.loss`, 'sum.losses'],
    ]),
    ...['encoder', 'projector', 'predictor'].map((name) => [`${name}1.weights`, `${name}2.weights`]),
    ['sum.loss', 'optimiser.loss'],
  ].map(([from, to]) => ({ from, to }));
  const parsed = parseDocument(
    JSON.stringify({
      format: 'unlabel',
      version: DOCUMENT_VERSION,
      meta: { title: 'A Siamese pair' },
      stages: [{ id: 'pretrain', title: '', graph: { nodes, edges }, run: { steps: 100 } }],
    }),
  );
  assert(parsed.ok, 'the drawing is a document');
  return parsed.value;
}
