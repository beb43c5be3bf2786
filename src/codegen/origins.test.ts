import { describe, expect, it, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { templates } from '../../templates/index.ts';
import { documentSchema } from '../document/schema.ts';
import { preparePyTorch } from './pytorch/export-pytorch.ts';
import { prepareTfjs } from './tfjs/export-tfjs.ts';
import { markStatement, readMarks } from './origins.ts';

describe('marks', () => {
  const read = (lines: readonly string[]) => {
    const { code, origins } = readMarks(lines.join('\n'));
    return code.split('\n').map((line, i) => [line, ...origins[i]!]);
  };

  it('hold for a statement with all its lines, and for no more', () => {
    const marked = [
      'class Model:',
      markStatement('    x = call(', 'a'),
      '        1,',
      '    )',
      '    y = 2',
      markStatement('    z = 3', 'b'),
      '',
      'w = 4',
    ];
    expect(read(marked)).toEqual([
      ['class Model:'],
      ['    x = call(', 'a'],
      ['        1,', 'a'],
      ['    )', 'a'],
      ['    y = 2'],
      ['    z = 3', 'b'],
      [''],
      ['w = 4'],
    ]);
  });

  it('hold for what is inside, where nothing else is said, and for what is decorated', () => {
    const marked = [
      markStatement('@once', 'a'),
      'def f():',
      '    p()',
      markStatement('    q()', 'b'),
      '    r()',
      's()',
    ];
    expect(read(marked)).toEqual([
      ['@once', 'a'],
      ['def f():', 'a'],
      ['    p()', 'a'],
      ['    q()', 'b'],
      ['    r()', 'a'],
      ['s()'],
    ]);
  });
});

const TARGETS = [
  { prepare: preparePyTorch, file: 'model.py', construction: /^ {8}self\.\w+ = /, call: /self\.\w+\(/ },
  {
    prepare: prepareTfjs,
    file: 'model.js',
    construction: /^ {4}this\.\w+ = /,
    call: /const \w+ = [\s\S]*this\.\w+/,
  },
];

describe.each(templates.map(({ id, document }) => [id, documentSchema.parse(document)] as const))(
  '%s',
  (_, document) => {
    test.each(TARGETS)(
      'knows the nodes behind the lines of $file',
      async ({ prepare, file, construction, call }) => {
        const prepared = await prepare(document, registry, { preset: 'browser' });
        if ('refused' in prepared) throw new Error(prepared.refused[0]?.message);
        const { project } = prepared;
        const files = project.files({});
        const found = new Set<string>();
        for (const [path, origins] of project.origins!) {
          const lines = (files.get(path) as string).split('\n');
          expect(origins, path).toHaveLength(lines.length);
          origins.flat().forEach((id) => found.add(id));
          expect(
            lines.filter((line) => line.includes('\uE000')),
            path,
          ).toEqual([]);
        }
        // every node that is computed has some
        const nodes = document.stages[0]!.graph.nodes.filter(({ type }) =>
          /^(encoder|head|loss|augment|optim)\./.test(type),
        );
        for (const { id } of nodes) expect([...found], id).toContain(id);
        const model = (files.get(file) as string).split('\n');
        const encoder = nodes.find(({ type }) => type.startsWith('encoder.'))!.id;
        const its = model.filter((_line, i) => project.origins!.get(file)![i]!.includes(encoder));
        expect(its[0]).toMatch(construction);
        expect(its.join('\n')).toMatch(call);
      },
    );
  },
);
