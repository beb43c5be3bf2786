import { useMemo } from 'react';
import { connect } from '../commands/connect.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { nodeTitle } from '../store/node-title.ts';
import { focusNodeCard } from './focus-drawing.ts';
import { judgeWires } from './judge-wires.ts';
import { leaveMenu, menuPlace } from './menu-place.ts';
import { PickMenu } from './PickMenu.tsx';
import { fittingPortPicks, ownPortPicks, portLabel, type PortPick } from './port-picks.ts';
import { useAdvice } from './use-advice.ts';
import { wireContext } from './wiring-context.ts';
import { closeWiringMenu, openWiringMenu, type WiringMenu } from './wiring-menu.ts';

/** Draws a wire by keyboard: first a port of the node is chosen, then one of those it fits, or a new node. */
export function ConnectMenu({ menu }: { readonly menu: Extract<WiringMenu, { kind: 'connect' }> }) {
  const services = useServices();
  const content = useEditor((state) => state.content);
  const advise = useAdvice();
  const { node, end } = menu;
  const place = useMemo(() => menuPlace(node), [node]);
  const title = nodeTitle(services.drawing(content), node);

  const { judge, picks } = useMemo(() => {
    const context = wireContext(services);
    const wires = end ? judgeWires(context, end) : null;
    return { judge: wires, picks: wires ? fittingPortPicks(context, wires) : ownPortPicks(context, node) };
    // the drawing is part of what is looked at
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [services, content, node, end]);

  const choose = (pick: PortPick) => {
    if (!end || !judge) {
      if (pick.end) openWiringMenu({ kind: 'connect', node, end: pick.end });
      return;
    }
    if (!pick.end) return openWiringMenu({ kind: 'node', end });
    const plan = judge.plan(pick.end);
    if (!plan.ok) return;
    services.store.getState().run(connect(plan.wire, plan.replaced));
    closeWiringMenu();
    focusNodeCard(node);
    advise(plan.wire);
  };

  return (
    <PickMenu
      at={place}
      title={
        end
          ? `${title}: ${portLabel(services.drawing(content), end)} ${end.side === 'output' ? 'to' : 'from'}`
          : `Connect ${title}`
      }
      placeholder={end ? 'Search ports that fit' : 'Search its ports'}
      picks={picks}
      empty={end ? 'No port of this name fits.' : 'The node has no port of this name.'}
      onPick={choose}
      onClose={closeWiringMenu}
      onLeave={leaveMenu}
      {...(end ? { onBack: () => openWiringMenu({ kind: 'connect', node }) } : {})}
    />
  );
}
