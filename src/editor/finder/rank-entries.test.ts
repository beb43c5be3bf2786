import { expect, it } from 'vitest';
import type { FinderEntry } from './finder-entries.ts';
import { rankEntries } from './rank-entries.ts';

const entry = (title: string, note = '', more: Partial<FinderEntry> = {}): FinderEntry => ({
  key: title,
  title,
  note,
  words: '',
  run: () => undefined,
  ...more,
});
const titles = (entries: readonly FinderEntry[], query: string) =>
  rankEntries(entries, query).map(({ title }) => title);

const ENTRIES = [
  entry('Undo', 'Edit'),
  entry('Dark theme', 'View'),
  entry('Open SimSiam', 'Method', { words: 'simsiam Chen & He 2021' }),
  entry('Go to encoder', 'ConvNet', { words: 'ConvNet (encoder) encoder.convnet' }),
  entry('Go to teacherEncoder', 'ConvNet', { words: 'ConvNet (teacherEncoder) encoder.convnet' }),
];

it('keeps the order without a query', () => {
  expect(titles(ENTRIES, '  ')).toEqual(ENTRIES.map(({ title }) => title));
});

it('puts the best title first and finds letters in order', () => {
  expect(titles(ENTRIES, 'encoder')[0]).toBe('Go to encoder');
  expect(titles(ENTRIES, 'drktheme')).toEqual(['Dark theme']);
  expect(titles(ENTRIES, 'go teacher')).toEqual(['Go to teacherEncoder']);
});

it('finds by section, type and citation, after titles', () => {
  expect(titles(ENTRIES, 'convnet')).toEqual(['Go to encoder', 'Go to teacherEncoder']);
  expect(titles(ENTRIES, 'method simsiam')).toEqual(['Open SimSiam']);
  expect(titles([entry('Fit', 'Undo'), entry('Undo', 'Edit')], 'undo')).toEqual(['Undo', 'Fit']);
});

it('puts what cannot be done after what can, and nothing where nothing is alike', () => {
  expect(titles([entry('Paste', 'Edit', { disabled: true }), entry('Paste', 'View')], 'paste')).toHaveLength(
    2,
  );
  expect(
    rankEntries([entry('Paste', 'Edit', { disabled: true }), entry('Paste', 'View')], 'paste')[0]?.note,
  ).toBe('View');
  expect(titles(ENTRIES, 'xyzzy')).toEqual([]);
});
