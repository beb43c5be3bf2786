import type { NodeContext, Ports, Tensor } from '../../../src/spec/index.ts';
import { splitViews } from './view-pairs.ts';

/** Ports of a loss that treats its views alike: all on one wire, or on two. */
export function lanePorts(gives: string): Ports {
  return {
    inputs: [
      {
        name: 'a',
        label: 'a',
        symbol: 'z',
        kinds: ['embedding'],
        summary: 'Embeddings of the views, or of the first ones.',
      },
      {
        name: 'b',
        label: 'b',
        symbol: "z'",
        kinds: ['embedding'],
        summary: 'Embeddings of the other views, where they come on a wire of their own.',
        optional: true,
      },
    ],
    outputs: [{ name: 'loss', label: 'loss', kind: 'loss', summary: gives }],
  };
}

/** Embeddings of each view, B×D, from both lanes; at least two. Refuses one view, and lanes of different shapes. */
export function laneViews(context: NodeContext<unknown>): Tensor[] {
  const [a, b] = [context.input('a'), context.optional('b')];
  const views = [a, ...(b ? [b] : [])].flatMap((lane) => splitViews(context.ops, lane));
  if (views.length < 2) {
    context.refuse('SHAPE_VIEWS', { node: context.id, needs: 'two views or more', has: 1 }, { port: 'a' });
  }
  const [first, other] = [views[0]!, views.at(-1)!].map(({ shape }) => shape.join('×'));
  if (first !== other) {
    context.refuse('SHAPE_MISMATCH', { problem: `a view has ${first} on “a” and ${other} on “b”` });
  }
  return views;
}

/** Every two of them, once. */
export function unorderedPairs<T>(views: readonly T[]): (readonly [T, T])[] {
  return views.flatMap((first, i) => views.slice(i + 1).map((second) => [first, second] as const));
}

/** Reports a batch in which no image has another to be compared with. */
export function needsOthers(context: NodeContext<unknown>, view: Tensor): void {
  if (view.shape[0]! < 2) context.report('SHAPE_BATCH_OF_ONE', { node: context.id });
}
