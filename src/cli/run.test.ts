import { describe, expect, test } from 'vitest';
import { unlabel } from './testing/unlabel.ts';

describe('the command line itself', () => {
  test.each([
    [['frobnicate']],
    [['check']],
    [['train', 'simclr', '--steps', '0']],
    [['train', 'simclr', '--steps', 'many']],
    [['train', 'simclr', '--seed', '-1']],
    [['train', 'simclr', '--backend', 'tpu']],
    [['train', 'simclr', '--threads', '0']],
    [['check', 'simclr', '--set', 'temperature=1']],
    [['check', 'simclr', '--set', 'encoder.widths=[1,']],
    [['nodes', '--all']],
  ])('%j is a usage error: status 2, the reason on stderr', async (args) => {
    const { status, out, err } = await unlabel(...args);
    expect(status).toBe(2);
    expect(out).toEqual([]);
    expect(err.join('\n')).toMatch(/^error: /m);
  });

  test('help is no error', async () => {
    const { status, out } = await unlabel('--help');
    expect(status).toBe(0);
    expect(out.join('\n')).toContain('train [options] <doc>');
  });
});
