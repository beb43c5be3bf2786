import type { RandomStream } from '../../../src/base/random-stream.ts';

interface ColorJitter {
  readonly probability: number;
  readonly brightness: number;
  readonly contrast: number;
  readonly saturation: number;
  readonly hue: number;
}

const DRAWS = 5;

/**
 * `count`×4 factors of brightness, contrast and saturation, each uniform in [max(0, 1 − x), 1 + x], and hue shifts uniform
 * in [−x, x] turns (torchvision's ColorJitter). With probability 1 − `probability` an image gets (1, 1, 1, 0).
 */
export function sampleColorJitter(
  stream: RandomStream,
  step: number,
  count: number,
  { probability, brightness, contrast, saturation, hue }: ColorJitter,
): Float32Array {
  const random = stream.uniforms(step, count * DRAWS);
  const factor = (strength: number, u: number): number => {
    const low = Math.max(0, 1 - strength);
    return low + (1 + strength - low) * u;
  };
  const factors = new Float32Array(count * 4);
  for (let image = 0; image < count; image++) {
    const [chance, b, c, s, h] = random.subarray(image * DRAWS, (image + 1) * DRAWS) as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    const drawn =
      chance < probability
        ? [factor(brightness, b), factor(contrast, c), factor(saturation, s), hue * (2 * h - 1)]
        : [1, 1, 1, 0];
    factors.set(drawn, image * 4);
  }
  return factors;
}
