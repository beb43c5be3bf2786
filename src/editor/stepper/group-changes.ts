import { outerNode } from '../../compiler/outer-place.ts';
import type { Change } from '../../../workers/protocol.ts';

/** What a step changes of a node, all its tensors of one role taken together; norms are L2 norms over all of them. */
export interface ChangeGroup {
  /** As the canvas has it. */
  readonly node: string;
  readonly role: Change['role'];
  /** Of the tensors, each once: `runningMean` for that of any layer, `velocity` for that of any weights. */
  readonly names: readonly string[];
  /** How many numbers. */
  readonly size: number;
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** Null where not all of them have one. */
  readonly gradient: number | null;
}

/**
 * Changes by node and role, in the order in which they come first.
 *
 * @param optimisers ids of nodes whose states are named by what they hold before the weights it is of
 */
export function groupChanges(changes: readonly Change[], optimisers: ReadonlySet<string>): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>();
  for (const { node, role, name, size, before, after, change, gradient } of changes) {
    const outer = outerNode(node);
    const parts = name.split('.');
    const own = parts.at(optimisers.has(node) ? 0 : -1)!;
    const key = `${role} ${outer}`;
    const sofar = groups.get(key);
    const group = { node: outer, role, names: [own], size, before, after, change, gradient };
    if (!sofar) groups.set(key, group);
    else {
      groups.set(key, {
        ...group,
        names: [...new Set([...sofar.names, own])],
        size: sofar.size + size,
        before: Math.hypot(sofar.before, before),
        after: Math.hypot(sofar.after, after),
        change: Math.hypot(sofar.change, change),
        gradient: sofar.gradient === null || gradient === null ? null : Math.hypot(sofar.gradient, gradient),
      });
    }
  }
  return [...groups.values()];
}
