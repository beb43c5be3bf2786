import type { Ports, Signal, Tensor, TensorOps } from '../../../src/spec/index.ts';

/** Outputs of an encoder that ends in a feature map. */
export const mapOutputs: Ports['outputs'] = [
  {
    name: 'embedding',
    label: 'embedding',
    kind: 'embedding',
    summary: 'The mean over all positions: one vector per image.',
  },
  { name: 'features', label: 'feature map', kind: 'features', summary: 'The last stage’s map.' },
];

/** The map V·B×h×w×D with its mean over all positions (global average pooling, Lin et al. 2014). */
export function mapSignals(ops: TensorOps, map: Tensor, views: number): Record<string, Signal> {
  return {
    embedding: { tensor: ops.mean(map, [1, 2]), views },
    features: { tensor: map, views },
  };
}
