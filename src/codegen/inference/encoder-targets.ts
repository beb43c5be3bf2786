/** What a trained encoder can be written for on its own. */
export const ENCODER_TARGETS = ['onnx', 'tfjs-graph'] as const;
export type EncoderTarget = (typeof ENCODER_TARGETS)[number];
