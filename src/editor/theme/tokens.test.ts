import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const EDITOR = join(import.meta.dirname, '..');

it('are set on the root in one place: a sheet that does so later makes the browser restyle the page', () => {
  const sheets = readdirSync(EDITOR, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.css'));
  expect(sheets.length).toBeGreaterThan(20);
  const setting = sheets.filter((sheet) =>
    /:root(\[[^\]]*\])?\s*\{/.test(readFileSync(join(EDITOR, sheet), 'utf8')),
  );
  expect(setting).toEqual(['theme/tokens.css']);
});
