import { useCallback } from 'react';
import { type GraphEdge, splitEndpoint } from '../../document/schema.ts';
import { closeCallout, showCallout } from '../canvas/callouts.ts';
import { applyFix } from '../commands/apply-fix.ts';
import { useServices } from '../editor-context.tsx';
import { adviceFor } from './advice.ts';
import { specsOf, wireContext } from './wiring-context.ts';

/** Says what is unusual about a wire that has just been drawn, beside the node it leads to, and offers what would mend it. */
export function useAdvice(): (wire: GraphEdge) => void {
  const services = useServices();
  return useCallback(
    (wire) => {
      const { graph, drawing } = wireContext(services);
      const advice = adviceFor(graph, drawing, specsOf(services), wire);
      const fix = advice?.fix;
      const node = splitEndpoint(wire.to).node;
      const card = document.querySelector(`.react-flow__node[data-id="${CSS.escape(node)}"]`);
      if (!advice || !fix || !card) return;
      const apply = () => {
        const { content, run } = services.store.getState();
        const command = applyFix(content, services.registry, fix);
        if (command) run(command);
        closeCallout();
      };
      showCallout(card, advice.message, [{ title: fix.title, apply }], 'info');
    },
    [services],
  );
}
