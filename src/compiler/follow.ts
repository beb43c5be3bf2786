import { defined } from '../base/assert.ts';
import type { ValueId } from '../ir/value.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { DeclaredState, DeclaredWeight } from './declarations.ts';
import { lay, unlay } from './lay.ts';
import type { ResolvedNode } from './resolved-graph.ts';
import { scheduleFeed } from './schedule-feed.ts';
import type { Trace } from './trace.ts';

/**
 * A weight as the step's forward pass sees it: one that follows others before the forward pass (MoCo's key encoder) is
 * moved first thing in the step, from what it follows as that was at the step's start. All others are as they were.
 */
export function followEarly(trace: Trace, own: Tensor): Tensor {
  const { builder, early, declarations, commits } = trace;
  const known = early.get(own.id);
  if (known) return known;
  const weight = declarations.weights.get(own.id)!;
  const by = weight.set.follows?.by;
  if (!by || weight.source === undefined) return own;
  const source = followEarly(trace, { ...own, id: weight.source });
  if (by.spec.follow!.timing(by.params) !== 'beforeForward') return own;
  const value = builder.within(by.id, 'forward', () => {
    const moved = nextValue(trace, by, own, source);
    return moved && builder.stopGradient(moved);
  });
  if (!value) return own;
  early.set(own.id, value);
  commits.push({ target: own.id, value: value.id, origin: by.id });
  return value;
}

/**
 * Seventh pass: moves all other followers at commit, after the optimisers and each after what it follows, so a teacher of a
 * teacher sees this step's teacher. The tensors of one follower are laid end to end: their number costs nothing.
 */
export function followAtCommit(trace: Trace): void {
  const { declarations, builder, commits } = trace;
  const committed = new Map(commits.map(({ target, value }) => [target, value]));
  const all: (DeclaredWeight | DeclaredState)[] = [
    ...declarations.weights.values(),
    ...declarations.states.values(),
  ];
  const waiting = new Map<string, (DeclaredWeight | DeclaredState)[]>();
  for (const tensor of all) {
    if (tensor.source === undefined || committed.has(tensor.id)) continue;
    waiting.set(tensor.set.id, [...(waiting.get(tensor.set.id) ?? []), tensor]);
  }

  const settle = (setId: string): void => {
    const members = waiting.get(setId);
    if (!members) return;
    waiting.delete(setId);
    const { by, source } = members[0]!.set.follows!;
    settle(source!.id);
    const tensor = (id: ValueId, shape: readonly number[]): Tensor => ({ id, shape, dtype: 'float32' });
    const shapes = members.map(({ shape }) => shape);
    builder.within(by.id, 'commit', () => {
      const own = lay(
        builder,
        members.map(({ id, shape }) => tensor(id, shape)),
      );
      const followed = lay(
        builder,
        members.map(({ source: followed, shape }) => {
          const id = defined(followed, 'a follower follows');
          return tensor(committed.get(id) ?? id, shape);
        }),
      );
      const next = nextValue(trace, by, own, followed);
      if (!next) return;
      const parts = unlay(builder, next, shapes);
      members.forEach(({ id }, i) => {
        committed.set(id, parts[i]!.id);
        commits.push({ target: id, value: parts[i]!.id, origin: by.id });
      });
    });
  };
  for (const setId of [...waiting.keys()]) settle(setId);
}

function nextValue(trace: Trace, by: ResolvedNode, own: Tensor, source: Tensor): Tensor | undefined {
  return by.spec.follow!.next?.({
    ops: trace.builder,
    params: by.params,
    steps: trace.steps,
    own,
    source,
    schedule: (name, schedule) => scheduleFeed(trace, by.id, name, schedule),
  });
}
