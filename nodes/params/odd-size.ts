import { z } from '../../src/spec/index.ts';

/** The width of a window with a middle pixel. */
export const oddSize = z
  .number()
  .int()
  .min(1)
  .max(99)
  .refine((size) => size % 2 === 1, 'it must be odd');
