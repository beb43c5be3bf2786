import { withComposites } from '../../compiler/composite-registry.ts';
import { joinWires } from '../../compiler/join-wires.ts';
import { resolve } from '../../compiler/resolve.ts';
import type { Registry } from '../../spec/registry.ts';
import { effectiveDocument, graphOf, stageOf, type Content } from '../store/content.ts';
import type { Command } from './command.ts';
import { deleteElements } from './delete-elements.ts';

/** Deletes nodes and joins their wires as bypassing them would: what came in goes on where its kind fits. */
export function deleteReconnecting(content: Content, registry: Registry, ids: readonly string[]): Command {
  const gone = new Set(ids);
  // as the preset has it, so that what is trained stays what bypassing the nodes would train
  const shown = effectiveDocument(content);
  const { graph } = resolve(stageOf(shown).graph, withComposites(registry, shown.composites));
  const wires = joinWires(graphOf(content), graph, gone).map(({ edge }) => edge);
  const remove = deleteElements(ids, []);
  return {
    name: `${remove.name} and reconnect`,
    apply: (draft) => {
      remove.apply(draft);
      stageOf(draft.document).graph.edges = wires.map((wire) => ({ ...wire }));
    },
  };
}
