import { expect, test } from 'vitest';
import { templates } from '../../../templates/index.ts';
import { published } from './published.ts';

test.each([
  ['X. Chen, K. He: Exploring Siamese Learning. CVPR 2021. https://arxiv.org/abs/2011.10566', 'CVPR 2021'],
  ['X. Chen, H. Fan: Improved Baselines. 2020. https://arxiv.org/abs/2003.04297', 'arXiv 2020'],
  ['A. Krizhevsky: ImageNet Classification. NeurIPS 2012.', 'NeurIPS 2012'],
  ['B. Author: A Thesis. 1998.', '1998'],
  ['', null],
  ['drawn by hand', null],
  ['My notes of 2020 on this', null],
])('publication of “%s”', (citation, expected) => {
  expect(published(citation)).toBe(expected);
});

test('every template says where it was published', () => {
  for (const { id, document } of templates) {
    const { meta } = document as { meta: { citation: string } };
    expect(published(meta.citation), id).toMatch(/ \d{4}$/);
  }
});
