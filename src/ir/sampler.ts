/**
 * What a random feed is drawn from, per image or per batch. Drawn on the host from the stream the feed names, so that
 * every backend sees the same numbers. `B` is the number of images in all views of the feed.
 */
export type Sampler =
  /** B numbers uniform in [low, high). */
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  /** B numbers that are 1 with `probability`, else 0. */
  | { readonly kind: 'bernoulli'; readonly probability: number }
  /** Numbers from the standard normal distribution. */
  | { readonly kind: 'normal' }
  /**
   * B×4 crop boxes (top, left, height, width) in pixels, integers: area share uniform in `scale`, aspect ratio
   * log-uniform in `ratio`, ten attempts, then the largest central crop (torchvision RandomResizedCrop).
   */
  | {
      readonly kind: 'resizedCrop';
      readonly height: number;
      readonly width: number;
      readonly scale: readonly [number, number];
      readonly ratio: readonly [number, number];
    }
  /**
   * B×4 factors of brightness, contrast, saturation (uniform in [max(0, 1 − x), 1 + x]) and hue (uniform in [−x, x]
   * turns); with probability 1 − `probability` an image keeps its colours: (1, 1, 1, 0).
   */
  | {
      readonly kind: 'colorJitter';
      readonly probability: number;
      readonly brightness: number;
      readonly contrast: number;
      readonly saturation: number;
      readonly hue: number;
    }
  /** B×`count`: a random order of 0 … count − 1 for every image. */
  | { readonly kind: 'orders'; readonly count: number }
  /** A random order of 0 … B − 1. */
  | { readonly kind: 'permutation' };
