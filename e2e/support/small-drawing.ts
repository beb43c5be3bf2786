/** Small enough for an emulated graphics device. */
export const SMALL_DRAWING = {
  format: 'unlabel',
  version: 3,
  meta: { title: 'Small' },
  stages: [
    {
      id: 'pretrain',
      title: 'Pretraining',
      graph: {
        nodes: [
          { id: 'images', type: 'data.images', params: { dataset: 'mnist', batchSize: 4 } },
          { id: 'augment', type: 'augment.pipeline', params: { views: 2, outputSize: 8 } },
          { id: 'encoder', type: 'encoder.convnet', params: { widths: [4], norm: 'none' } },
          { id: 'ntXent', type: 'loss.ntXent' },
          { id: 'optimiser', type: 'optim.sgd' },
        ],
        edges: [
          { from: 'images.images', to: 'augment.images' },
          { from: 'augment.images', to: 'encoder.images' },
          { from: 'encoder.embedding', to: 'ntXent.a' },
          { from: 'ntXent.loss', to: 'optimiser.loss' },
        ],
      },
      run: { steps: 100000 },
    },
  ],
};
