import { literal } from '../literal.ts';
import type { Line } from '../plan.ts';
import type { Draft } from './draft.ts';

/** Statements for parameters that no gradient reaches: they are not trained, and not waited for by other processes. */
export function stopUnreached(draft: Draft): Line[] {
  const keys = draft
    .weights()
    .filter(([{ role }]) => role === 'unreachable')
    .map(([, { key }]) => key);
  if (keys.length === 0) return [];
  return [
    { text: `for name in ${literal(keys)}:`, node: '' },
    { text: '    self.get_parameter(name).requires_grad_(False)', node: '' },
  ];
}

/** Keys of parameters that stay as they began for so many first steps. */
export function frozenParameters(draft: Draft): Map<string, number> {
  return new Map(
    draft
      .weights()
      .flatMap(([{ role, frozenSteps }, { key }]) =>
        role === 'trained' && frozenSteps ? [[key, frozenSteps] as const] : [],
      ),
  );
}

/** Attributes of predictors. */
export function predictors(draft: Draft): string[] {
  const attributes = draft
    .weights()
    .filter(([{ part, role }]) => part === 'predictor' && role === 'trained')
    .map(([, { key }]) => key.split('.')[0]!);
  return [...new Set(attributes)];
}

/** Statements that give rows of length 1 that length back after the optimiser's step. */
export function renormalise(draft: Draft): Line[] {
  const found = draft.weights().filter(([{ unitRows, role }]) => unitRows && role === 'trained');
  return found.map(([{ node }, { key }]) => ({ text: `self.${key.split('.')[0]}.renormalise()`, node }));
}
