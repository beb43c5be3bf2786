import { describe, expect, it, test } from 'vitest';
import simclr from '../../../templates/simclr.json' with { type: 'json' };
import { defined } from '../../base/assert.ts';
import { parseDocument } from '../../document/parse.ts';
import { seriesSteps, seriesValues } from '../series.ts';
import { keptRunWith } from '../testing/kept-run.ts';
import { finalReadings } from './final-readings.ts';
import { MAX_RUN_BYTES, parseRun, runFromJson } from './parse-run.ts';
import { runStateOf } from './run-state-of.ts';

const parsed = parseDocument(JSON.stringify(simclr));
const document = defined(parsed.ok ? parsed.value : null, 'the template can be read');
const LOSSES = [4.851, 1 / 3, Math.fround(0.1), NaN, Infinity, -Infinity];

describe('a run written and read again', () => {
  const kept = keptRunWith(document, LOSSES, { note: 'a “note”\n</script>', preset: 'browser' });
  const read = parseRun(JSON.stringify(kept));

  it('is the same in every bit, numbers that are not finite among them', () => {
    expect(read).toEqual({ ok: true, value: kept, problems: [] });
    const { loss } = runStateOf(kept);
    expect([...seriesValues(loss)]).toEqual(LOSSES);
    expect([...seriesSteps(loss)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('has its readings and its verdict', () => {
    expect(finalReadings(kept)).toEqual({ loss: NaN, twin: 0.25, twinUntrained: 0.16 });
    expect(kept.verdict.kind).toBe('diverged');
    expect(kept.verdict.evidence[0]).toContain('step 4');
  });
});

test('the same run is drawn from the same curves, whatever its note', () => {
  const kept = keptRunWith(document, [1, 2]);
  expect(runStateOf({ ...kept, note: 'other' })).toBe(runStateOf(kept));
});

describe('what is no run is refused', () => {
  const kept = keptRunWith(document, [2, 1]);
  const curve = kept.loss as { readonly first: number };
  it.each([
    ['another file', { format: 'unlabel' }, 'RUN_FILE_FOREIGN'],
    ['a list', [], 'RUN_FILE_FOREIGN'],
    ['a newer run', { ...kept, version: 2 }, 'DOC_NEWER'],
    ['a run without seed', { ...kept, seed: undefined }, 'RUN_FILE_INVALID'],
    ['a field nobody knows', { ...kept, more: 1 }, 'RUN_FILE_INVALID'],
    ['a curve of words', { ...kept, loss: { ...curve, values: ['one'] } }, 'RUN_FILE_INVALID'],
    [
      'a curve of names of all objects',
      { ...kept, loss: { ...curve, values: ['toString'] } },
      'RUN_FILE_INVALID',
    ],
    ['steps that fall', { ...kept, loss: { steps: [2, 1], values: [1, 2] } }, 'RUN_FILE_INVALID'],
    ['fewer steps than values', { ...kept, loss: { steps: [1], values: [1, 2] } }, 'RUN_FILE_INVALID'],
    ['a preset that is not there', { ...kept, preset: 'none' }, 'RUN_FILE_INVALID'],
    ['a damaged drawing', { ...kept, document: { ...document, stages: [] } }, 'DOC_INVALID'],
    ['a newer drawing', { ...kept, document: { ...document, version: 99 } }, 'DOC_NEWER'],
    ['no drawing', { ...kept, document: undefined }, 'DOC_NOT_UNLABEL'],
  ])('%s', (_, json, code) => {
    const read = runFromJson(json);
    expect(read.problems[0]).toMatchObject({ code });
    expect(read.ok).toBe(false);
  });

  it('half a file, and one that is too large', () => {
    const text = JSON.stringify(kept);
    expect(parseRun(text.slice(0, -9)).problems[0]).toMatchObject({ code: 'DOC_NOT_JSON' });
    expect(parseRun(' '.repeat(MAX_RUN_BYTES + 1)).problems[0]).toMatchObject({ code: 'DOC_TOO_LARGE' });
  });
});
