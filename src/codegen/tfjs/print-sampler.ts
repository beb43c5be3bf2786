import type { Sampler } from '../../ir/sampler.ts';
import { listCode, numberCode } from './expression.ts';

/** What draws the numbers of a random feed of this shape, as a tensor. */
export function printSampler(
  sampler: Sampler,
  shape: readonly number[],
  use: (helper: string) => string,
): string {
  const size = shape.reduce((product, n) => product * n, 1);
  const n = numberCode;
  const numbers = ((): string => {
    switch (sampler.kind) {
      case 'uniform':
        return `${use('uniformNumbers')}(random, ${size}, ${n(sampler.low)}, ${n(sampler.high)})`;
      case 'bernoulli':
        return `${use('coins')}(random, ${size}, ${n(sampler.probability)})`;
      case 'normal':
        return `normalNumbers(random, ${size})`;
      case 'resizedCrop': {
        const { height, width, scale, ratio } = sampler;
        return `${use('resizedCrops')}(random, ${shape[0]}, { height: ${height}, width: ${width}, scale: ${listCode(scale)}, ratio: ${listCode(ratio)} })`;
      }
      case 'colorJitter': {
        const { kind: _, ...strengths } = sampler;
        const fields = Object.entries(strengths).map(([name, value]) => `${name}: ${n(value)}`);
        return `${use('jitterFactors')}(random, ${shape[0]}, { ${fields.join(', ')} })`;
      }
      case 'orders':
        return `${use('orders')}(random, ${shape[0]}, ${sampler.count})`;
      case 'permutation':
        return `${use('permutation')}(random, ${shape[0]})`;
    }
  })();
  return `tf.tensor(${numbers}, ${listCode(shape)})`;
}
