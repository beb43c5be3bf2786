import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Proof } from '../../codegen/proof.ts';

const proof = (program: string, more: Partial<Proof> = {}): Proof => ({
  program: program.repeat(64),
  target: 'pytorch',
  engine: 'PyTorch 2.1.0',
  date: '2026-11-29',
  processes: 1,
  errors: { loss: 1e-7, gradient: 1e-6, state: 1e-7 },
  passed: true,
  ...more,
});
const text = (one: Proof) => JSON.stringify({ format: 'unlabel-parity', ...one });
let kept: Map<string, string>;

/** The module as a new page has it. */
async function page() {
  vi.resetModules();
  return import('./proofs.ts');
}

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});

describe('proofs that are dropped', () => {
  it('are known in the next visit; a later one of the same program takes the place of the first', async () => {
    const { keepProof } = await page();
    expect(keepProof(text(proof('a')))).toBe(true);
    expect(keepProof(text(proof('b')))).toBe(true);
    expect(keepProof(text(proof('a', { passed: false })))).toBe(true);
    const { ownProofs, findProof } = await page();
    const { proofs } = ownProofs.getState();
    expect(proofs).toEqual([proof('a', { passed: false }), proof('b')]);
    expect(findProof(proofs, [], 'b'.repeat(64), 'pytorch')).toEqual({ proof: proof('b'), own: true });
    expect(findProof(proofs, [], 'b'.repeat(64), 'other')).toBeNull();
  });

  it('go before those that are shipped', async () => {
    const { findProof } = await page();
    const shipped = [proof('a'), proof('c')];
    const own = [proof('a', { engine: 'mine' })];
    expect(findProof(own, shipped, 'a'.repeat(64), 'pytorch')).toMatchObject({
      own: true,
      proof: { engine: 'mine' },
    });
    expect(findProof(own, shipped, 'c'.repeat(64), 'pytorch')).toMatchObject({ own: false });
  });

  it('are nothing else than proofs, and a spoilt or forbidden storage loses none of a visit', async () => {
    const { keepProof } = await page();
    expect(keepProof('{"format": "unlabel"}')).toBe(false);
    kept.set('unlabel.proofs', '[{"program": 3}, 7]');
    expect((await page()).ownProofs.getState().proofs).toEqual([]);
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('forbidden');
      },
    });
    const forbidden = await page();
    expect(forbidden.keepProof(text(proof('a')))).toBe(true);
    expect(forbidden.ownProofs.getState().proofs).toHaveLength(1);
  });
});
