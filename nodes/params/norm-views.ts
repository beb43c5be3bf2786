import { param, z } from '../../src/spec/index.ts';

/** Over which images a batch norm takes its statistics where a wire carries several views. */
export const normViews = param(z.enum(['perView', 'allViews']).default('perView'), {
  label: 'Batch statistics',
  help: 'Most papers pass one view at a time, so that each has statistics of its own; SimCLR’s published code takes all views together.',
  options: { perView: 'Per view', allViews: 'Over all views' },
  tier: 'advanced',
});

/** In how many equal parts of axis 0 statistics are taken. */
export function normGroups(choice: 'perView' | 'allViews', views: number): number {
  return choice === 'perView' ? views : 1;
}
