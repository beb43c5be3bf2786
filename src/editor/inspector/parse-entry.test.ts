import { describe, expect, it } from 'vitest';
import { param, paramFields } from '../../spec/param.ts';
import { z } from '../../spec/index.ts';
import { parseEntry, showEntry } from './parse-entry.ts';

const schema = z.object({
  temperature: param(z.number().gt(0).default(0.5), { label: 'Temperature', help: '' }),
  size: param(z.number().int().min(2).max(64).default(8), { label: 'Size', help: '', unit: 'px' }),
  widths: param(z.array(z.number().int().min(1)).max(3).default([32]), { label: 'Widths', help: '' }),
});
const fields = paramFields(schema);
const entry = (name: 'temperature' | 'size' | 'widths', text: string) => {
  const field = fields.find((candidate) => candidate.name === name)!;
  return parseEntry(field, schema.shape[name], text);
};

describe('parseEntry', () => {
  it('reads numbers as people write them', () => {
    expect(entry('temperature', ' 1e-3 ')).toEqual({ ok: true, value: 0.001 });
    expect(entry('size', '1 6')).toEqual({ ok: true, value: 16 });
    expect(entry('widths', '32, 64 128')).toEqual({ ok: true, value: [32, 64, 128] });
  });

  it.each([
    ['temperature', '0', 'It must be greater than 0.'],
    ['temperature', 'warm', '“warm” is not a number.'],
    ['temperature', '', 'Enter a number.'],
    ['size', '1', 'It must be at least 2 px.'],
    ['size', '65', 'It must be at most 64 px.'],
    ['size', '2.5', 'It must be a whole number.'],
    ['widths', '32, x', '“x” is not a number.'],
    ['widths', '1 2 3 4', 'Expected array to have <=3 items.'],
  ] as const)('%s “%s”: %s', (name, text, reason) => {
    expect(entry(name, text)).toEqual({ ok: false, reason });
  });

  it('shows lists with commas', () => {
    expect(showEntry([1, 2])).toBe('1, 2');
    expect(showEntry(0.001)).toBe('0.001');
  });
});
