import type { NodeSpec } from '../spec/node-spec.ts';
import type { InputPort, OutputPort } from '../spec/port.ts';

export interface ResolvedNode {
  readonly id: string;
  readonly spec: NodeSpec;
  readonly params: Record<string, unknown>;
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
  /** Where its weights and running statistics are: its own unless a weights wire says otherwise. */
  readonly weights: WeightSet;
}

export interface ResolvedEdge {
  readonly id: string;
  readonly from: { readonly node: string; readonly port: string };
  readonly to: { readonly node: string; readonly port: string };
}

/** The drawing with types looked up and parameters parsed; wires that lead nowhere are left out. */
export interface ResolvedGraph {
  readonly nodes: ReadonlyMap<string, ResolvedNode>;
  readonly edges: readonly ResolvedEdge[];
}

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
