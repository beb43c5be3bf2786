import { expect, it } from 'vitest';
import { fileOf, linesOf, nodeOfLine } from './line-nodes.ts';

const file = { path: 'model.py', text: '', origins: [[], ['block'], ['block'], ['loss'], []] };

it('finds the lines of a node', () => {
  expect(linesOf(file, ['block'])).toEqual([2, 3]);
  expect(linesOf(file, ['loss', 'block'])).toEqual([2, 3, 4]);
  expect(linesOf(file, ['encoder'])).toEqual([]);
});

it('finds the node of the canvas behind a line', () => {
  expect([1, 2, 4, 9].map((line) => nodeOfLine(file, line))).toEqual([null, 'block', 'loss', null]);
});

it('shows another file only where the shown one says nothing of what is selected', () => {
  const other = { path: 'optim.py', text: '', origins: [['optimiser'], ['loss']] };
  const files = [file, other];
  expect(fileOf(files, null, ['loss'])).toBe('model.py');
  expect(fileOf(files, 'optim.py', ['loss'])).toBe('optim.py');
  expect(fileOf(files, 'model.py', ['optimiser'])).toBe('optim.py');
  expect(fileOf(files, 'optim.py', ['probe'])).toBe('optim.py');
  expect(fileOf(files, null, [])).toBe('model.py');
});
