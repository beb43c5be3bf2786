import { expect, it } from 'vitest';
import { slug } from './slug.ts';

it.each([
  ['SimCLR (2)', 'simclr-2'],
  ['std·√d', 'std-d'],
  ['Größe', 'gro-e'],
  ['—', ''],
  ['x'.repeat(70), 'x'.repeat(60)],
])('%s becomes %s', (text, name) => expect(slug(text)).toBe(name));
