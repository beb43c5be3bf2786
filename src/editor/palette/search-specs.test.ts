import { describe, expect, it } from 'vitest';
import { defineNode, z } from '../../spec/index.ts';
import { searchSpecs } from './search-specs.ts';

const spec = (id: 'loss.ntXent' | 'encoder.convnet' | 'math.secret', more: object = {}) =>
  defineNode({
    id,
    label: id.slice(id.indexOf('.') + 1),
    summary: 'Something.',
    params: () => z.object({}),
    ports: () => ({ inputs: [], outputs: [] }),
    ...more,
  });

const specs = [
  spec('loss.ntXent', { keywords: ['InfoNCE', 'contrastive'] }),
  spec('encoder.convnet'),
  spec('math.secret', { hidden: true }),
];
const found = (query: string) =>
  searchSpecs(specs, query).map((group) => [group.category, group.specs.length]);

describe('searchSpecs', () => {
  it('groups by category in the order of the pipeline and leaves hidden nodes out', () => {
    expect(found('')).toEqual([
      ['encoder', 1],
      ['loss', 1],
    ]);
  });
  it('finds by keyword and category, and needs every word', () => {
    expect(found('infonce')).toEqual([['loss', 1]]);
    expect(found('loss contrast')).toEqual([['loss', 1]]);
    expect(found('loss convnet')).toEqual([]);
  });
});
