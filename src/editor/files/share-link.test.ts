import { expect, it } from 'vitest';
import { fromFragment, MAX_LINK_LENGTH } from '../../document/link.ts';
import { smallDocument } from '../store/small-document.ts';
import { shareLink } from './share-link.ts';

const PAGE = 'https://example.org/lab/?x=1#old';

it('a link leads to the page with the drawing and its preset', async () => {
  const link = await shareLink({ document: smallDocument(), preset: null }, PAGE);
  expect(link.ok).toBe(true);
  const url = new URL(link.ok ? link.value : '');
  expect(`${url.origin}${url.pathname}${url.search}`).toBe('https://example.org/lab/?x=1');
  expect(url.hash).toMatch(/^#d=/);
  expect(await fromFragment(url.hash.slice(1))).toMatchObject({
    value: { document: smallDocument(), preset: null },
  });
});

it('a drawing too large for a link is said to be', async () => {
  const noise = Array.from({ length: 40_000 }, (_, i) => String.fromCharCode(33 + ((i * i * 7 + i) % 89)));
  const document = smallDocument();
  const large = { ...document, meta: { ...document.meta, tryThis: [noise.slice(0, 19_000).join('')] } };
  const nodes = Array.from({ length: 4000 }, (_, i) => ({
    id: `n${i}`,
    type: 'loss.ntXent',
    params: { temperature: Math.sin(i) },
  }));
  large.stages = [{ ...document.stages[0]!, graph: { nodes, edges: [] } }];
  const link = await shareLink({ document: large, preset: null }, PAGE);
  expect(link.problems.map(({ code }) => code)).toEqual(['DOC_LINK_TOO_LONG']);
  expect(link.problems[0]?.message).toContain(`${MAX_LINK_LENGTH / 1000},000`);
});
