import type { Tensor } from '@tensorflow/tfjs-core';
import { defined } from '../../src/base/assert.ts';
import type { Program } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import { add, compose, mul, sub, sum } from '../engine/execute/kernel.ts';
import { download } from '../engine/host-tensor.ts';

/** Weights that follow others as their moving average, by the EMA node. */
export interface Followers {
  readonly node: string;
  readonly pairs: readonly { readonly follower: ValueId; readonly leader: ValueId }[];
}

/** Every EMA node of a program with what its weights follow. */
export function followersOf({ weights }: Pick<Program, 'weights'>): readonly Followers[] {
  const byNode = new Map<string, { follower: ValueId; leader: ValueId }[]>();
  for (const { id, node, role, copyOf } of weights) {
    if (role !== 'ema' || copyOf === undefined) continue;
    byNode.set(node, [...(byNode.get(node) ?? []), { follower: id, leader: copyOf }]);
  }
  return [...byNode].map(([node, pairs]) => ({ node, pairs }));
}

/**
 * How far a moving average is from what it follows: ‖ξ − θ‖₂ / ‖θ‖₂ over all weights of an EMA node, ξ its weights and θ those they
 * follow. Takes the weights as they are at the call; one number is read back.
 */
export async function emaDistance({ pairs }: Followers, get: (id: ValueId) => Tensor): Promise<number> {
  const [apart, size] = compose(() => {
    const squares = (x: Tensor): Tensor =>
      sum(
        mul(x, x),
        Array.from(x.shape, (_, axis) => axis),
      );
    const totals = pairs.map(({ follower, leader }) => {
      const theta = get(leader);
      return [squares(sub(get(follower), theta)), squares(theta)] as const;
    });
    const total = (part: 0 | 1) => totals.map((both) => both[part]).reduce(add);
    return [total(0), total(1)];
  });
  try {
    const read = async (tensor: Tensor | undefined) => (await download(defined(tensor, 'a sum'))).data[0]!;
    const [a, b] = [await read(apart), await read(size)];
    return Math.sqrt(a / b);
  } finally {
    apart?.dispose();
    size?.dispose();
  }
}
