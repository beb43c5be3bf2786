import { assert } from '../base/assert.ts';
import type { NodeSpec } from './node-spec.ts';

/** The vocabulary, as the compiler and the editor see it. */
export interface Registry {
  readonly specs: readonly NodeSpec[];
  find(type: string): NodeSpec | undefined;
}

export function createRegistry(specs: readonly NodeSpec[]): Registry {
  const byId = new Map<string, NodeSpec>();
  for (const spec of specs) {
    assert(!byId.has(spec.id), `node type ${spec.id} is listed twice`);
    byId.set(spec.id, spec);
  }
  return { specs, find: (type) => byId.get(type) };
}
