import type { Ports } from '../../../src/spec/index.ts';

/** What every head takes. */
export const embeddingPort: Ports['inputs'][number] = {
  name: 'embedding',
  label: 'embedding',
  kinds: ['embedding'],
  summary: 'One vector per image.',
};
