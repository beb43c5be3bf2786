import { expect, test } from 'vitest';
import { FAMILIES, templates as raw } from '../../../templates/index.ts';
import { parseDocument } from '../../document/parse.ts';
import type { Template } from '../editor-context.tsx';
import { firstSentence, searchTemplates } from './search-templates.ts';

const templates: Template[] = raw.map(({ id, family, document }) => {
  const parsed = parseDocument(JSON.stringify(document));
  if (!parsed.ok) throw new Error(id);
  return { id, family, document: parsed.value };
});
const ids = (query: string) =>
  searchTemplates(templates, query).flatMap((group) => group.templates.map(({ id }) => id));

test('without a query every method is there, in families that all have a name of their own', () => {
  const groups = searchTemplates(templates, '  ');
  expect(groups.map(({ family }) => family)).toEqual([...FAMILIES]);
  expect(groups.flatMap((group) => group.templates)).toHaveLength(templates.length);
  for (const { family, label } of groups) expect(label).not.toBe(family);
});

test('names, authors, venues and families are searched, and all words have to be there', () => {
  expect(ids('simsiam')).toContain('simsiam');
  expect(ids('zbontar')).toEqual(['barlow-twins']);
  expect(ids('NeurIPS 2020')).toEqual(['byol', 'swav']);
  expect(ids('clustering')).toContain('swav');
  expect(ids('redundancy icml')).toEqual(['barlow-twins']);
  expect(ids('no such method')).toEqual([]);
});

test('an idea in short is its first sentence', () => {
  expect(firstSentence('Set λ to 0.5 first. Then wait.')).toBe('Set λ to 0.5 first.');
  expect(firstSentence('One thought')).toBe('One thought');
});
