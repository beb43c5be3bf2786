import { presetOf, stageOf } from '../store/content.ts';
import type { Command } from './command.ts';

/** Has nodes passed over by training, or taken up again: where the preset says something of that, there. */
export function bypassNodes(ids: readonly string[], bypassed: boolean): Command {
  const what = ids.length === 1 ? ids[0]! : `${ids.length} nodes`;
  return {
    name: bypassed ? `Bypass ${what}` : `Take up ${what}`,
    apply: (draft) => {
      const laid = presetOf(draft)?.bypassed;
      for (const id of ids) {
        if (laid && Object.hasOwn(laid, id)) {
          laid[id] = bypassed;
          continue;
        }
        const node = stageOf(draft.document).graph.nodes.find((candidate) => candidate.id === id);
        if (!node) continue;
        if (bypassed) node.bypassed = true;
        else Reflect.deleteProperty(node, 'bypassed');
      }
    },
  };
}
