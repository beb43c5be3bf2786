import { createStore } from 'zustand/vanilla';
import { readProof, type Proof } from '../../codegen/proof.ts';

const KEY = 'unlabel.proofs';
/** Proofs that are kept, the newest. */
const MOST = 100;

function remembered(): readonly Proof[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap((one) => readProof(JSON.stringify(one)) ?? []) : [];
  } catch {
    // without storage, or with one that is spoilt, what is shipped is known
    return [];
  }
}

/** Proofs that were run elsewhere and dropped here, the newest first. */
export const ownProofs = createStore<{ readonly proofs: readonly Proof[] }>()(() => ({
  proofs: remembered(),
}));

/** Takes the text of a `parity.json`; false where it is none. */
export function keepProof(text: string): boolean {
  const proof = readProof(text);
  if (!proof) return false;
  const others = ownProofs
    .getState()
    .proofs.filter(({ program, target }) => program !== proof.program || target !== proof.target);
  const proofs = [proof, ...others].slice(0, MOST);
  ownProofs.setState({ proofs });
  try {
    localStorage.setItem(KEY, JSON.stringify(proofs.map((one) => ({ format: 'unlabel-parity', ...one }))));
  } catch {
    // it is known until the page is left
  }
  return true;
}

/** The proof of a Program in a language: the person's own, or one that is shipped. */
export function findProof(
  own: readonly Proof[],
  shipped: readonly Proof[],
  program: string,
  target: string,
): { readonly proof: Proof; readonly own: boolean } | null {
  const of = (proofs: readonly Proof[]) =>
    proofs.find((proof) => proof.program === program && proof.target === target);
  const mine = of(own);
  if (mine) return { proof: mine, own: true };
  const ours = of(shipped);
  return ours ? { proof: ours, own: false } : null;
}
