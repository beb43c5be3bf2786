import {
  DOCUMENT_VERSION,
  documentSchema,
  type ParamValue,
  type UnlabelDocument,
} from '../../document/schema.ts';

type Nodes = Readonly<Record<string, readonly [type: string, params?: Readonly<Record<string, ParamValue>>]>>;

/** A document from nodes by id and wires as `from.port > to.port`. */
export function drawing(nodes: Nodes, wires: readonly string[], steps = 100): UnlabelDocument {
  return documentSchema.parse({
    format: 'unlabel',
    version: DOCUMENT_VERSION,
    meta: { title: 'A drawing' },
    stages: [
      {
        id: 'pretrain',
        title: 'Pretraining',
        graph: {
          nodes: Object.entries(nodes).map(([id, [type, params = {}]]) => ({ id, type, params })),
          edges: wires.map((wire) => {
            const [from, to] = wire.split(' > ');
            return { from, to };
          }),
        },
        run: { steps },
      },
    ],
  });
}

/** SimCLR on a small ConvNet, as nodes and wires to be changed by tests. */
export const SIMCLR = {
  nodes: {
    images: ['data.images', { dataset: 'emoji', batchSize: 8 }],
    augment: ['augment.pipeline', { views: 2 }],
    encoder: ['encoder.convnet', { widths: [4, 8] }],
    projector: ['head.mlp', {}],
    normalize: ['math.l2Normalize', {}],
    ntXent: ['loss.ntXent', { temperature: 0.5 }],
    optimiser: ['optim.adamw', { learningRate: 0.001 }],
  },
  wires: [
    'images.images > augment.images',
    'augment.images > encoder.images',
    'encoder.embedding > projector.embedding',
    'projector.embedding > normalize.input',
    'normalize.output > ntXent.a',
    'ntXent.loss > optimiser.loss',
  ],
} satisfies { nodes: Nodes; wires: string[] };
