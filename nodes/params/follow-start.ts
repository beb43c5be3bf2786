import { param, z } from '../../src/spec/index.ts';

/** How the weights of a follower begin. */
export const startParam = param(z.enum(['copy', 'own']).default('copy'), {
  label: 'Begins as',
  help: 'A copy of what it follows, or random weights of its own (BYOL’s official code, which reports no difference).',
  options: { copy: 'A copy', own: 'Its own random weights' },
  tier: 'advanced',
});
