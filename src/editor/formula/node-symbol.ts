import { texText } from './tex.ts';

const SYMBOLS: Readonly<Record<string, string>> = {
  'data.images': 'x',
  'augment.pipeline': 't',
  'math.l2Normalize': '\\operatorname{norm}',
  'flow.stopGradient': '\\operatorname{sg}',
  'flow.batchShuffle': '\\pi',
  'flow.batchUnshuffle': '\\pi^{-1}',
  'state.queue': 'Q',
  'state.memoryBank': 'M',
  'head.prototypes': 'C',
  'head.linear': 'W',
};

/** What of a dataset another output than its images carries. */
export const DATA_SYMBOLS: Readonly<Record<string, string>> = { labels: 'y', index: 'i' };

/** The letter a paper writes for a module: f an encoder, g a projector, q a predictor, sg a stop-gradient. */
export function nodeSymbol(type: string, params: Readonly<Record<string, unknown>>, label: string): string {
  if (type.startsWith('encoder.')) return 'f';
  if (params['role'] === 'predictor') return 'q';
  if (params['role'] === 'projector' || type === 'head.mlp' || type === 'head.dino') return 'g';
  return SYMBOLS[type] ?? texText(label);
}
