import type { EmitContext, Value } from '../emission.ts';
import { eachView, splitBatchNorms } from '../library/layers.ts';

/** The module applied to a signal; to one view at a time where its batch norms are to see them apart. */
export function applyModule(context: EmitContext, x: Value, hasBatchNorm: boolean): string {
  const { normViews = 'perView', normSplits = 1 } = context.params as {
    normViews?: 'perView' | 'allViews';
    normSplits?: number;
  };
  const plain = `${context.module}.apply(${x.text}${context.evaluating ? ', false' : ''})`;
  if (!hasBatchNorm || x.views === 1) return plain;
  if (normViews === 'perView') return `${context.use(eachView)}(${context.module}, ${x.text}, ${x.views})`;
  if (normSplits > 1)
    context.refuse('batch statistics over all views and in parts are not exported together');
  return plain;
}

/** Statements that give a module's batch norms their parts. */
export function prepareSplits(context: EmitContext, always: boolean): readonly string[] {
  const { normSplits = 1 } = context.params as { normSplits?: number };
  return normSplits > 1 || always
    ? [`${context.use(splitBatchNorms)}(${context.module}, ${normSplits});`]
    : [];
}
