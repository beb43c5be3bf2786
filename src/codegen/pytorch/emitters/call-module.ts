import type { EmitContext, Value } from '../emission.ts';
import { eachView, setSplits } from '../library/layers.ts';

/** The module called with a signal; once per view where its batch norms are to see one view at a time. */
export function callModule(context: EmitContext, x: Value, hasBatchNorm: boolean): string {
  const { normViews = 'perView', normSplits = 1 } = context.params as {
    normViews?: 'perView' | 'allViews';
    normSplits?: number;
  };
  if (!hasBatchNorm || x.views === 1) return `${context.module}(${x.text})`;
  if (normViews === 'perView') return `${context.use(eachView)}(${context.module}, ${x.text}, ${x.views})`;
  if (normSplits > 1)
    context.refuse('batch statistics over all views and in parts are not exported together');
  return `${context.module}(${x.text})`;
}

/** Statements that give a module's batch norms their parts. */
export function prepareSplits(context: EmitContext, always: boolean): readonly string[] {
  const { normSplits = 1 } = context.params as { normSplits?: number };
  return normSplits > 1 || always ? [`${context.use(setSplits)}(${context.module}, ${normSplits})`] : [];
}
