import { expect, test } from 'vitest';
import { refusalOf, traceNode } from '../testing/run-node.ts';
import { images } from './images.ts';

const given = { inputs: {}, dataset: 'emoji', batchSize: 16 };

test('feeds images, positions and the dataset’s first label', () => {
  const { feeds, signals } = traceNode(images, given);
  expect([...feeds.keys()]).toEqual(['node.images', 'node.index', 'node.category']);
  expect(signals.images).toMatchObject({ views: 1, tensor: { shape: [16, 32, 32, 3], dtype: 'float32' } });
  expect(signals.labels).toMatchObject({ views: 1, tensor: { shape: [16], dtype: 'int32' } });
});

test('feeds the chosen label', () => {
  const { feeds } = traceNode(images, { ...given, params: { label: 'vendor' } });
  expect(feeds.get('node.vendor')?.source).toEqual({ kind: 'dataset', dataset: 'emoji', field: 'vendor' });
});

test('refuses a label of another dataset and names those there are', () => {
  const refusal = refusalOf(images, { ...given, params: { label: 'digit' } });
  expect(refusal).toMatchObject({ code: 'GRAPH_BAD_PARAM', at: { param: 'label' } });
  expect(refusal?.message).toContain('category, subcategory, concept, vendor');
});
