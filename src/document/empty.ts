import { DOCUMENT_VERSION, type UnlabelDocument } from './schema.ts';

/** A document with nothing drawn in it. */
export function emptyDocument(): UnlabelDocument {
  return {
    format: 'unlabel',
    version: DOCUMENT_VERSION,
    meta: { title: 'Untitled', idea: '', formula: '', citation: '', tryThis: [] },
    stages: [
      {
        id: 'pretrain',
        title: 'Pretraining',
        graph: { nodes: [], edges: [] },
        run: { steps: 300, seed: 1 },
      },
    ],
    composites: {},
    presets: {},
    view: { positions: {}, frames: [], comments: [], waypoints: {} },
  };
}
