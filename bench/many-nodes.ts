import { assert } from '../src/base/assert.ts';
import { parseDocument } from '../src/document/parse.ts';
import { DOCUMENT_VERSION, type UnlabelDocument } from '../src/document/schema.ts';

/** Nodes of a lane behind its encoder, one after another. */
const LANE = [
  ['head.mlp', 'embedding', 'embedding', { hidden: [32], outputSize: 32, norm: 'batch' }],
  ['math.l2Normalize', 'input', 'output', {}],
  ['math.scale', 'input', 'output', { factor: 2 }],
  ['math.gelu', 'input', 'output', {}],
  ['head.mlp', 'embedding', 'embedding', { hidden: [], outputSize: 16 }],
  ['math.relu', 'input', 'output', {}],
  ['math.l2Normalize', 'input', 'output', {}],
] as const;

/** A drawing of `count` nodes: lanes from encoder to loss side by side, as many as fit, whose losses are added up. */
export function manyNodes(count: number): UnlabelDocument {
  const nodes: { id: string; type: string; params: object }[] = [
    { id: 'images', type: 'data.images', params: { dataset: 'emoji', batchSize: 64 } },
    { id: 'augment', type: 'augment.pipeline', params: { views: 2 } },
    { id: 'sum', type: 'loss.weightedSum', params: {} },
    { id: 'optimiser', type: 'optim.adamw', params: { learningRate: 0.001 } },
  ];
  const edges: [from: string, to: string][] = [
    ['images.images', 'augment.images'],
    ['sum.loss', 'optimiser.loss'],
  ];
  for (let lane = 1; nodes.length + LANE.length + 2 <= count; lane++) {
    const encoder = `encoder${lane}`;
    nodes.push({ id: encoder, type: 'encoder.convnet', params: { widths: [8, 16] } });
    edges.push(['augment.images', `${encoder}.images`]);
    let end = `${encoder}.embedding`;
    for (const [i, [type, input, output, params]] of LANE.entries()) {
      const id = `lane${lane}node${i + 1}`;
      nodes.push({ id, type, params });
      edges.push([end, `${id}.${input}`]);
      end = `${id}.${output}`;
    }
    const loss = `loss${lane}`;
    nodes.push({ id: loss, type: 'loss.ntXent', params: {} });
    edges.push([end, `${loss}.a`], [`${loss}.loss`, 'sum.losses']);
  }
  // what is left over goes beside the last lane, where nothing depends on it
  for (let spare = 1; nodes.length < count; spare++) {
    nodes.push({ id: `spare${spare}`, type: 'math.l2Normalize', params: {} });
    edges.push(['encoder1.embedding', `spare${spare}.input`]);
  }
  const parsed = parseDocument(
    JSON.stringify({
      format: 'unlabel',
      version: DOCUMENT_VERSION,
      meta: { title: `${count} nodes` },
      stages: [
        {
          id: 'pretrain',
          title: '',
          graph: { nodes, edges: edges.map(([from, to]) => ({ from, to })) },
          run: { steps: 100 },
        },
      ],
    }),
  );
  assert(parsed.ok, 'the drawing is a document');
  return parsed.value;
}
