import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const modules = join(import.meta.dirname, '../../../node_modules');

/** Each face of a style sheet as its family, style, weight and the name of its file. */
function faces(css: string): string[] {
  return [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)]
    .map(([, rules = '']) => {
      const of = (name: string) => new RegExp(`${name}:\\s*([^;]+)`).exec(rules)?.[1] ?? '';
      const file = /([\w-]+)\.woff2/.exec(rules)?.[1] ?? '';
      return [of('font-family').replaceAll('"', ''), of('font-style'), of('font-weight'), file].join(' ');
    })
    .sort();
}

it('has every face of KaTeX’s own style sheet, and their files', () => {
  const ours = readFileSync(join(import.meta.dirname, 'katex-faces.css'), 'utf8');
  const theirs = readFileSync(join(modules, 'katex/dist/katex.min.css'), 'utf8');
  expect(faces(ours).length).toBeGreaterThan(10);
  expect(faces(ours)).toEqual(faces(theirs));
  for (const [, path = ''] of ours.matchAll(/url\('([^'?]+)/g)) {
    expect(existsSync(join(modules, path)), path).toBe(true);
  }
});
