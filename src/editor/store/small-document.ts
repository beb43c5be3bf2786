import type { UnlabelDocument } from '../../document/schema.ts';

/** A drawing of three nodes for tests of the editor's logic; its preset sets the loss's temperature. */
export function smallDocument(title = 'Small'): UnlabelDocument {
  return {
    format: 'unlabel',
    version: 3,
    meta: { title, idea: '', formula: '', citation: '', tryThis: [] },
    stages: [
      {
        id: 'pretrain',
        title: 'Pretrain',
        graph: {
          nodes: [
            { id: 'images', type: 'data.images', params: {} },
            { id: 'encoder', type: 'encoder.convnet', params: {} },
            { id: 'loss', type: 'loss.ntXent', params: { temperature: 0.5 } },
          ],
          edges: [
            { from: 'images.images', to: 'encoder.images' },
            { from: 'encoder.embedding', to: 'loss.embedding' },
          ],
        },
        run: { steps: 100, seed: 1 },
      },
    ],
    composites: {},
    presets: {
      browser: { title: 'Browser', nodes: { images: { batchSize: 64 } }, types: {}, run: { steps: 20 } },
    },
    view: {
      positions: { images: { x: 0, y: 0 }, encoder: { x: 200, y: 0 }, loss: { x: 400, y: 0 } },
      frames: [],
      comments: [],
      waypoints: {},
    },
  };
}
