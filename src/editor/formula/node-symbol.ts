import { texText } from './tex.ts';

const SYMBOLS: Readonly<Record<string, string>> = {
  'data.images': 'x',
  'augment.pipeline': 't',
  'math.l2Normalize': '\\operatorname{norm}',
  'flow.stopGradient': '\\operatorname{sg}',
  'state.queue': 'Q',
  'head.prototypes': 'C',
  'head.linear': 'W',
  'target.sinkhorn': '\\operatorname{Sinkhorn}',
  'target.softmax': '\\operatorname{softmax}',
};

/** The letter a paper writes for a module: f an encoder, g a projector, q a predictor, sg a stop-gradient. */
export function nodeSymbol(type: string, params: Readonly<Record<string, unknown>>, label: string): string {
  if (type.startsWith('encoder.')) return 'f';
  if (params['role'] === 'predictor') return 'q';
  if (params['role'] === 'projector' || type === 'head.mlp' || type === 'head.dino') return 'g';
  return SYMBOLS[type] ?? texText(label);
}
