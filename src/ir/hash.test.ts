import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { hashProgram } from './hash.ts';
import type { Program } from './program.ts';
import { tinyProgram } from './testing/tiny-program.ts';

test('is the SHA-256 of canonical JSON', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: 0.1 })).toBe('{"a":0.1,"b":[1,{"c":"x","d":null}]}');
  expect(hashProgram(tinyProgram())).toMatch(/^[0-9a-f]{64}$/);
});

test('does not depend on the order of fields, and does on everything else', () => {
  const program = tinyProgram();
  const { wires, ...rest } = program;
  const hash = hashProgram(program);
  expect(hashProgram({ wires, ...rest } as Program)).toBe(hash);
  expect(hashProgram(JSON.parse(JSON.stringify(program)) as Program)).toBe(hash);
  expect(hashProgram({ ...program, steps: 11 })).not.toBe(hash);
  expect(hashProgram({ ...program, commits: [...program.commits].reverse() })).not.toBe(hash);
});
