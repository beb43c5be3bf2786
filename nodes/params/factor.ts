import { param, z } from '../../src/spec/index.ts';

/** How much of a property of the colours is kept: 1 leaves images unchanged (torchvision's adjust functions). */
export function factor(help: string) {
  return param(z.number().min(0).default(1), {
    label: 'Factor',
    help,
    unit: '×',
    range: [0, 2],
    step: 0.05,
  });
}
