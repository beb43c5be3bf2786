import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { templates } from '../../../templates/index.ts';
import { defined } from '../../base/assert.ts';
import { fromFragment, MAX_LINK_LENGTH } from '../../document/link.ts';
import { parseDocument } from '../../document/parse.ts';
import { seriesSteps, seriesValues } from '../series.ts';
import { keptRunWith } from '../testing/kept-run.ts';
import type { KeptRun } from './kept-run.ts';
import { PACKED_POINTS } from './packed-curve.ts';
import { fromRunFragment, toRunFragment } from './run-link.ts';
import { runStateOf } from './run-state-of.ts';

const drawings = templates.map(({ id, document }) => {
  const parsed = parseDocument(JSON.stringify(document));
  return [id, defined(parsed.ok ? parsed.value : null, 'the template can be read')] as const;
});
const [, drawing] = defined(drawings[0], 'there are templates');
const losses = (count: number) => Array.from({ length: count }, (_, i) => Math.fround(5 / (i + 1)));
const kept = (count: number, about: Partial<KeptRun> = {}) =>
  keptRunWith(drawing, losses(count), { preset: 'browser', seed: 7, note: 'mine', ...about });

async function linked(fragment: string) {
  const document = await fromFragment(fragment);
  if (!document.ok) throw new Error('the link has no drawing');
  return fromRunFragment(fragment, document.value);
}
async function sent(run: KeptRun): Promise<KeptRun> {
  const read = await linked(await toRunFragment(run));
  return defined(read.ok ? read.value : null, JSON.stringify(read.problems));
}
/** The link with what it says of the run changed. */
async function altered(change: (about: Record<string, unknown>) => unknown): Promise<string> {
  const fragment = await toRunFragment(kept(4));
  const [before, packed] = fragment.split('&r=1.') as [string, string];
  const about = JSON.parse(inflateRawSync(Buffer.from(packed, 'base64url')).toString());
  return `${before}&r=1.${deflateRawSync(JSON.stringify(change(about))).toString('base64url')}`;
}

describe('a run in a link', () => {
  it('comes with all that is needed to train it again, and without what is the person’s own', async () => {
    const run = kept(4);
    const { document, preset, seed, steps, step, program, fingerprint, backend, loss, note } =
      await sent(run);
    expect({ document, preset, seed, steps, step, program, fingerprint, backend, loss }).toEqual({
      document: run.document,
      preset: 'browser',
      seed: 7,
      steps: 4,
      step: 4,
      program: run.program,
      fingerprint: run.fingerprint,
      backend: run.backend,
      loss: run.loss,
    });
    expect(note).toBe('');
    expect((await sent(kept(1, { preset: null }))).preset).toBeNull();
  });

  it('has 64 points of a long curve, the first and the last among them, each in every bit', async () => {
    const run = kept(1000);
    const { loss } = runStateOf(await sent(run));
    const steps = [...seriesSteps(loss)];
    expect(steps).toHaveLength(PACKED_POINTS);
    expect([steps[0], steps.at(-1)]).toEqual([1, 1000]);
    expect([...seriesValues(loss)]).toEqual(steps.map((step) => losses(1000)[step - 1]));
    expect((await sent(run)).note).toBe('From a link: 64 of its 1000 losses.');
  });

  it('keeps numbers that are not finite, and sums that no float32 holds', async () => {
    for (const values of [
      [NaN, Infinity, -Infinity],
      [1 / 3, 0.1],
    ]) {
      const { loss } = runStateOf(await sent(keptRunWith(drawing, values)));
      expect([...seriesValues(loss)]).toEqual(values);
    }
  });

  it.each(drawings)('of the template %s is short enough for mail', async (_, document) => {
    const fragment = await toRunFragment(keptRunWith(document, losses(2000)));
    expect(fragment.length).toBeLessThan(MAX_LINK_LENGTH / 3);
  });

  it('is a link to its drawing for who knows nothing of runs', async () => {
    const read = await fromFragment(await toRunFragment(kept(3)));
    expect(read).toMatchObject({ ok: true, value: { preset: 'browser', document: drawing } });
  });
});

describe('what is no run in a link is refused', () => {
  it.each([
    ['cut short', (fragment: string) => fragment.slice(0, -20), 'RUN_LINK_CORRUPT'],
    ['without a version', (fragment: string) => fragment.replace('&r=1.', '&r='), 'RUN_LINK_CORRUPT'],
    ['of a newer kind', (fragment: string) => fragment.replace('&r=1.', '&r=2.'), 'DOC_LINK_NEWER'],
    ['with other characters', (fragment: string) => `${fragment}%20`, 'RUN_LINK_CORRUPT'],
    [
      'of a preset that the drawing lacks',
      (fragment: string) => fragment.replace('p=browser', 'p=gone'),
      'RUN_FILE_INVALID',
    ],
  ])('%s', async (_, change, code) => {
    const read = await linked(change(await toRunFragment(kept(4))));
    expect(read.problems).toMatchObject([{ code }]);
  });

  it.each([
    ['a list', () => [], 'RUN_LINK_CORRUPT'],
    ['no seed', (about: object) => ({ ...about, seed: undefined }), 'RUN_FILE_INVALID'],
    [
      'more steps than values',
      (about: object) => ({ ...about, loss: { steps: [1, 2], bits: 32, values: 'AAAAAA' } }),
      'RUN_LINK_CORRUPT',
    ],
    [
      'steps that fall',
      (about: object) => ({ ...about, loss: { steps: [2, 1], bits: 32, values: 'AAAAAAAAAAA' } }),
      'RUN_FILE_INVALID',
    ],
    [
      'more than a link unpacks',
      (about: object) => ({ ...about, name: 'a'.repeat(600_000) }),
      'RUN_LINK_CORRUPT',
    ],
  ])('%s', async (_, change, code) => {
    expect((await linked(await altered(change))).problems[0]).toMatchObject({ code });
  });
});
