import { describe, expect, test } from 'vitest';
import { contiguous } from './contiguous.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migration.ts';

const LIST: readonly Migration[] = [
  { name: 'title-into-meta', from: 1, up: ({ title, ...rest }) => ({ ...rest, meta: { title } }) },
  {
    name: 'graphs-are-stages',
    from: 2,
    up: ({ graph, ...rest }) => {
      if (typeof graph !== 'object') throw new Error('it has no graph');
      return { ...rest, stages: [{ graph }] };
    },
  },
];

describe('migrate', () => {
  test('goes from any version to the newest, and leaves what it was given as it was', () => {
    const old = Object.freeze({ version: 1, title: 'A', graph: {} });
    expect(migrate(old, 1, 3, LIST)).toMatchObject({
      ok: true,
      value: { version: 3, meta: { title: 'A' }, stages: [{ graph: {} }] },
    });
    expect(migrate({ version: 2, graph: {} }, 2, 3, LIST)).toMatchObject({
      value: { version: 3, stages: [{ graph: {} }] },
    });
    expect(old).toEqual({ version: 1, title: 'A', graph: {} });
  });

  test('a document of the newest version passes unchanged', () => {
    const current = { version: 3 };
    expect(migrate(current, 3, 3, LIST)).toEqual({ ok: true, value: current, problems: [] });
  });

  test('a failure names the migration and its reason', () => {
    const result = migrate({ version: 1 }, 1, 3, LIST);
    expect(result.ok).toBe(false);
    expect(result.problems).toMatchObject([{ code: 'DOC_INVALID', at: { field: 'version' } }]);
    expect(result.problems[0]?.message).toContain('graphs-are-stages');
    expect(result.problems[0]?.message).toContain('it has no graph');
  });
});

describe('contiguous', () => {
  const up: Migration['up'] = (document) => document;
  test('takes a list without a gap', () => {
    expect(contiguous(LIST, 3)).toBe(LIST);
    expect(contiguous([], 1)).toEqual([]);
  });
  test.each([
    ['one is missing', [LIST[0]!], 3],
    ['one is too many', LIST, 2],
    ['the order is wrong', [LIST[1]!, LIST[0]!], 3],
    ['a version is left out', [LIST[0]!, { name: 'x', from: 3, up }], 3],
    ['a name is used twice', [LIST[0]!, { name: 'title-into-meta', from: 2, up }], 3],
    ['a name is missing', [{ name: '', from: 1, up }], 2],
  ])('refuses a list where %s', (_, list, current) => {
    expect(() => contiguous(list, current)).toThrow('Broken invariant');
  });
});
