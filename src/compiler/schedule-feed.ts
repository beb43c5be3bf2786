import type { Feed } from '../ir/program.ts';
import type { Schedule } from '../ir/schedule.ts';
import type { Tensor } from '../spec/tensor-ops.ts';

/** A scalar that the host computes for every step, `node.name`. Asked for twice, it is fed once. */
export function scheduleFeed(
  { feeds }: { readonly feeds: Map<string, Feed> },
  node: string,
  name: string,
  schedule: Schedule,
): Tensor {
  const id = `${node}.${name}`;
  const type = { shape: [], dtype: 'float32' as const };
  feeds.set(id, { id, type, origin: node, source: { kind: 'schedule', schedule } });
  return { id, ...type };
}
