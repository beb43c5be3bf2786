import type { ResolvedNode } from './resolve.ts';

/** The tensors a node takes its weights and running statistics from: its own, another node's, or a follower's. */
export interface WeightSet {
  /** Begins the ids of its tensors: `encoder`, or `ema.encoder` behind a follower. */
  readonly id: string;
  /** The drawn node that holds them: the owner or the follower. */
  readonly node: string;
  /** Set where no optimiser changes them, because they follow others. */
  readonly follows?: {
    readonly by: ResolvedNode;
    /** What is followed; `null` where a node's own weights are merely held fixed. */
    readonly source: WeightSet | null;
  };
}

export function ownWeights(node: string): WeightSet {
  return { id: node, node };
}
