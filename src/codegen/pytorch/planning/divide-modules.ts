import type { ResolvedNode } from '../../../compiler/resolved-graph.ts';
import type { PlannedOptimiser } from '../plan.ts';
import type { Draft } from './draft.ts';
import { NotExported } from './not-exported.ts';

/** Which modules each optimiser trains. A module of which two train parts is not exported. */
export function divideModules(draft: Draft, optimisers: readonly ResolvedNode[]): PlannedOptimiser[] {
  const trainedBy = new Map<string, string>();
  return optimisers.map((node): PlannedOptimiser => {
    const attributes = draft.program.commits.flatMap(({ target, origin }) => {
      const key = origin === node.id ? draft.slots.get(target)?.key : undefined;
      return key === undefined ? [] : [key.split('.')[0]!];
    });
    for (const attribute of attributes) {
      const other = trainedBy.get(attribute) ?? node.id;
      if (other !== node.id) {
        throw new NotExported(
          node.id,
          `it trains parts of “${attribute}”, of which “${other}” trains others`,
        );
      }
      trainedBy.set(attribute, node.id);
    }
    return { node, attributes: [...new Set(attributes)] };
  });
}
