const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

/** A hash with one more word in it (multiplicative hashing, Knuth 1973). */
export function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/**
 * A hash, of 32 bits, of a value that JSON can hold, on top of another one: equal where `sameJson` holds. It guards against
 * long lists of candidates, not against people.
 */
export function hashJson(hash: number, value: unknown): number {
  switch (typeof value) {
    case 'number':
      return hashNumber(hash, value);
    case 'string':
      return hashText(hash, value);
    case 'boolean':
      return mix(hash, value ? 1 : 2);
    case 'object': {
      if (value === null) return mix(hash, 3);
      let mixed = hash;
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; i++) mixed = hashJson(mixed, value[i]);
        return mix(mixed, value.length);
      }
      // values of the same kind have the same keys: they tell nothing
      for (const key in value) mixed = hashJson(mixed, (value as Record<string, unknown>)[key]);
      return mixed;
    }
    default:
      return hash;
  }
}

function hashNumber(hash: number, value: number): number {
  // −0 is 0 here, as it is in JSON
  if ((value | 0) === value) return mix(hash, value | 0);
  float[0] = value;
  return mix(mix(hash, words[0]!), words[1]!);
}

function hashText(hash: number, text: string): number {
  let mixed = hash;
  for (let i = 0; i < text.length; i++) mixed = mix(mixed, text.charCodeAt(i));
  return mixed;
}
