import { assert } from '../../src/base/assert.ts';
import { parseDocument } from '../../src/document/parse.ts';
import { DOCUMENT_VERSION, type UnlabelDocument } from '../../src/document/schema.ts';

/** Nodes and wires of the drawing that the canvas is measured with. */
export const LARGE = { nodes: 500, edges: 800 };

const COLUMNS = 3;
const CARD = { width: 230, height: 230 };

type Node = { id: string; type: string; params: object };

/** A lane from an encoder to its loss with two short cuts; its weights are those of the first lane. */
const LANE = [
  ['encoder', 'encoder.convnet', { widths: [8, 16] }],
  ['projector', 'head.mlp', { hidden: [32], outputSize: 32, norm: 'batch' }],
  ['scale', 'math.scale', { factor: 2 }],
  ['gelu', 'math.gelu', {}],
  ['sum', 'math.add', {}],
  ['predictor', 'head.mlp', { hidden: [], outputSize: 32 }],
  ['relu', 'math.relu', {}],
  ['normalize', 'math.l2Normalize', {}],
  ['skip', 'math.add', {}],
  ['loss', 'loss.ntXent', {}],
] as const;

const WIRES = [
  ['encoder.embedding', 'projector.embedding'],
  ['projector.embedding', 'scale.input'],
  ['scale.output', 'gelu.input'],
  ['gelu.output', 'sum.a'],
  ['projector.embedding', 'sum.b'],
  ['sum.output', 'predictor.embedding'],
  ['predictor.embedding', 'relu.input'],
  ['relu.output', 'normalize.input'],
  ['normalize.output', 'skip.a'],
  ['relu.output', 'skip.b'],
  ['skip.output', 'loss.a'],
] as const;
const TIED = ['encoder', 'projector', 'predictor'];

/** A drawing of 500 nodes and 800 wires that compiles: 49 lanes, three beside each other, whose losses are added up. */
export function largeDrawing(): UnlabelDocument {
  const nodes: Node[] = [
    { id: 'images', type: 'data.images', params: { dataset: 'emoji', batchSize: 64 } },
    { id: 'augment', type: 'augment.pipeline', params: { views: 2 } },
    { id: 'total', type: 'loss.weightedSum', params: {} },
    { id: 'optimiser', type: 'optim.adamw', params: { learningRate: 0.001 } },
  ];
  const edges: [from: string, to: string][] = [
    ['images.images', 'augment.images'],
    ['total.loss', 'optimiser.loss'],
  ];
  const positions: Record<string, { x: number; y: number }> = {
    images: { x: -3 * CARD.width, y: 0 },
    augment: { x: -2 * CARD.width, y: 0 },
    total: { x: COLUMNS * 11 * CARD.width, y: 0 },
    optimiser: { x: (COLUMNS * 11 + 1) * CARD.width, y: 0 },
  };
  let lanes = 0;
  for (; nodes.length + LANE.length <= LARGE.nodes; lanes++) {
    const of = (end: string): string => end.replace(/^[a-z]+/, (name) => name + lanes);
    for (const [i, [name, type, params]] of LANE.entries()) {
      nodes.push({ id: name + lanes, type, params });
      const column = (lanes % COLUMNS) * (LANE.length + 1) + i;
      positions[name + lanes] = {
        x: column * CARD.width,
        y: Math.floor(lanes / COLUMNS) * CARD.height + (i % 2) * 10,
      };
    }
    edges.push(['augment.images', of('encoder.images')], [of('loss.loss'), 'total.losses']);
    for (const [from, to] of WIRES) edges.push([of(from), of(to)]);
    if (lanes === 0) continue;
    for (const name of TIED) edges.push([`${name}0.weights`, `${name}${lanes}.weights`]);
  }
  // what is left over goes below, where nothing depends on it
  for (let spare = 0; nodes.length < LARGE.nodes; spare++) {
    const id = `spare${spare}`;
    nodes.push({ id, type: 'math.l2Normalize', params: {} });
    edges.push([`encoder${spare}.embedding`, `${id}.input`]);
    positions[id] = { x: spare * CARD.width, y: Math.ceil(lanes / COLUMNS) * CARD.height };
  }
  for (let lane = 0; edges.length < LARGE.edges; lane++) edges.push([`relu${lane}.output`, `loss${lane}.b`]);

  const parsed = parseDocument(
    JSON.stringify({
      format: 'unlabel',
      version: DOCUMENT_VERSION,
      meta: { title: `${LARGE.nodes} nodes` },
      stages: [
        {
          id: 'pretrain',
          title: '',
          graph: { nodes, edges: edges.map(([from, to]) => ({ from, to })) },
          run: { steps: 100 },
        },
      ],
      view: { positions },
    }),
  );
  assert(parsed.ok, 'the drawing is a document');
  return parsed.value;
}
