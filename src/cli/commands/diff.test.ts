import { describe, expect, test } from 'vitest';
import { unlabel } from '../testing/unlabel.ts';

describe('diff', () => {
  test('tells line by line what makes one method of another', async () => {
    const { status, out } = await unlabel('diff', 'moco-v1', 'moco');
    expect(status).toBe(0);
    expect(out[0]).toBe('MoCo v1 → MoCo v2');
    expect(out.slice(1).every((line) => /^[+−~] /.test(line))).toBe(true);
    expect(out.join('\n')).toContain('Hidden widths none →');
  });

  test('says that there is none', async () => {
    const { status, out } = await unlabel('diff', 'byol', 'byol');
    expect({ status, out }).toEqual({ status: 0, out: ['BYOL → BYOL', 'Both compute the same.'] });
  });

  test('gives the parts as JSON', async () => {
    const { json } = await unlabel('diff', 'simsiam', 'byol', '--json');
    expect(json()[0]).toMatchObject({ removed: [], replaced: [{ after: { type: 'loss.normalizedMse' } }] });
  });

  test('of what is no document says so: DOC_NOT_FOUND', async () => {
    const { status, json } = await unlabel('diff', 'simclr', 'nothing-there', '--json');
    expect(status).toBe(1);
    expect(json()[0]).toMatchObject({ diagnostics: [{ code: 'DOC_NOT_FOUND' }] });
  });
});
