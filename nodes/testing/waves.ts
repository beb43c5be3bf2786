import type { HostTensor } from '../../workers/protocol.ts';
import { floats } from './run-on.ts';

/** Numbers without order for a test that needs some: from −1 to about 1, and none near 0, where rectifiers have a kink. */
export function waves(shape: readonly number[], seed = 1): HostTensor {
  const size = shape.reduce((product, n) => product * n, 1);
  return floats(
    shape,
    Array.from({ length: size }, (_, i) => {
      const x = Math.sin(12.9898 * (i + 1) + 78.233 * seed) * 43758.5453;
      const u = 2 * (x - Math.floor(x)) - 1;
      return Math.abs(u) < 0.02 ? u + 0.05 : u;
    }),
  );
}
