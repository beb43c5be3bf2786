import { expect, test } from 'vitest';
import { printProgram } from './print.ts';
import { tinyProgram } from './testing/tiny-program.ts';

test('prints every part of a program with types, phases and origins', async () => {
  await expect(printProgram(tinyProgram())).toMatchFileSnapshot('./__golden__/tiny-program.txt');
});

test('cuts long constants short', () => {
  const program = tinyProgram();
  const [first] = program.step.operations;
  const long = {
    ...first!,
    name: 'constant' as const,
    inputs: [],
    attributes: {
      shape: [5000],
      dtype: 'float32' as const,
      data: Array.from({ length: 5000 }, (_, i) => i / 3),
    },
  };
  const text = printProgram({ ...program, step: { feeds: [], operations: [long] } });
  expect(text).toContain(
    'data: [0, 0.3333333, 0.6666667, 1, 1.333333, 1.666667, 2, 2.333333, … 5000 in all]',
  );
  expect(text).not.toContain('\nfeeds:');
});
