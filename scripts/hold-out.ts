import { defined } from '../src/base/assert.ts';

/** What the split of the emoji needs to know about a concept: its drawings, as bytes. */
export type Drawings = readonly Uint8Array[];

function sharesDrawing(concepts: readonly Drawings[]): boolean[] {
  const owners = new Map<string, number[]>();
  concepts.forEach((drawings, concept) => {
    for (const drawing of drawings) {
      const key = Buffer.from(drawing).toString('latin1');
      owners.set(key, [...(owners.get(key) ?? []), concept]);
    }
  });
  const shared = new Array<boolean>(concepts.length).fill(false);
  for (const group of owners.values()) {
    if (group.length > 1) for (const concept of group) shared[concept] = true;
  }
  return shared;
}

/**
 * The held-out fifth of the concepts, as a systematic sample: the concepts stand in the order of Unicode's emoji list,
 * which keeps categories and subcategories together, and every fifth or so is taken, so each category gives its share.
 * Concepts drawn exactly like another one (France and Saint Martin) stay in training: else an image would be
 * in both parts, and its twin would not be unique.
 *
 * `concepts`: drawings of every concept, in order. Returns one flag per concept, true for round(N/5) of them.
 */
export function holdOutConcepts(concepts: readonly Drawings[]): boolean[] {
  const shared = sharesDrawing(concepts);
  const candidates = concepts.map((_, concept) => concept).filter((concept) => !shared[concept]);
  const wanted = Math.round(concepts.length / 5);
  const heldOut = new Array<boolean>(concepts.length).fill(false);
  for (let k = 0; k < wanted; k++) {
    const at = Math.floor(((k + 0.5) * candidates.length) / wanted);
    heldOut[defined(candidates[at], 'a fifth of the concepts have drawings of their own')] = true;
  }
  return heldOut;
}
