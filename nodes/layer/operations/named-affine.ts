import {
  ones,
  zeros,
  type Initializer,
  type NodeContext,
  type Tensor,
  type WeightOptions,
} from '../../../src/spec/index.ts';

export interface AffineOptions extends Pick<WeightOptions, 'part'> {
  /** How the gain begins; 1 where nothing is said. */
  readonly gain?: Initializer;
}

/** Gain and offset of a norm: weights `name.scale` (1 at first) and `name.offset` (0 at first), which do not decay. */
export function namedAffine<P>(
  context: NodeContext<P>,
  name: string,
  channels: number,
  { gain = ones, ...options }: AffineOptions = {},
): { scale: Tensor; offset: Tensor } {
  const weight = (part: string, initial: Initializer): Tensor =>
    context.weight(`${name}.${part}`, [channels], initial, { decay: false, ...options });
  return { scale: weight('scale', gain), offset: weight('offset', zeros) };
}
