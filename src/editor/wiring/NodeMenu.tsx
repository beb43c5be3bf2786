import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { addConnected } from '../commands/add-connected.ts';
import { addNode } from '../commands/add-node.ts';
import { freshId } from '../commands/fresh-id.ts';
import { useEditor, useServices } from '../editor-context.tsx';
import { freePlace } from '../palette/free-place.ts';
import { graphOf } from '../store/content.ts';
import { nodeTitle } from '../store/node-title.ts';
import { fittingTypes } from './fitting-types.ts';
import { focusNodeCard } from './focus-drawing.ts';
import { leaveMenu, menuPlace } from './menu-place.ts';
import { allPicks, fittingPicks, type NodePick } from './node-picks.ts';
import { PickMenu } from './PickMenu.tsx';
import { opposite } from './port-end.ts';
import { rankTypes } from './rank-types.ts';
import { specsOf, usageOf, wireContext } from './wiring-context.ts';
import { closeWiringMenu, type WiringMenu } from './wiring-menu.ts';

/** How far down its first port is on a card, and how wide a card is: a node is put with its port at the wire's end. */
const PORT_BELOW = 50;
const CARD_WIDTH = 190;
/** From column to column, as the methods of the gallery have it. */
const PITCH = 256;

type Place = { readonly x: number; readonly y: number };

const rounded = (value: number) => Math.round(value / 10) * 10;

/**
 * Node types, found by typing. At the end of a wire: those that fit it, what the methods put there first; the one chosen
 * is added and connected in one step.
 */
export function NodeMenu({ menu }: { readonly menu: Extract<WiringMenu, { kind: 'node' }> }) {
  const services = useServices();
  const { store } = services;
  const content = useEditor((state) => state.content);
  const { screenToFlowPosition } = useReactFlow();
  const { end } = menu;
  const selected = useEditor((state) => state.selection.nodes[0]);
  const place = useMemo(() => menu.at ?? menuPlace(end?.node ?? selected), [menu.at, end, selected]);

  const picks = useMemo((): readonly NodePick[] => {
    const specs = specsOf(services);
    if (!end) return allPicks(specs);
    const context = { ...wireContext(services), graph: graphOf(content) };
    const type = context.drawing.node(end.node)?.type ?? '';
    const fits = rankTypes(fittingTypes(context, specs, end), usageOf(services), { ...end, type });
    return fittingPicks(fits, opposite[end.side]);
  }, [services, content, end]);

  /** With the port that takes the wire at the pointer. */
  const atPointer = ({ x, y }: Place): Place => {
    const left = end?.side === 'input' ? CARD_WIDTH : end ? 0 : CARD_WIDTH / 2;
    return { x: rounded(x - left), y: rounded(y - PORT_BELOW) };
  };
  /** In the next column from the node it follows or comes before. */
  const beside = (positions: Readonly<Record<string, Place>>): Place => {
    const node = positions[end?.node ?? selected ?? ''];
    if (node) return { x: node.x + (end?.side === 'input' ? -PITCH : PITCH), y: node.y };
    const { x, y } = screenToFlowPosition(place);
    return { x: rounded(x - CARD_WIDTH / 2), y: rounded(y - PORT_BELOW) };
  };

  const choose = ({ type, fit }: NodePick) => {
    const { run, select, content: now } = store.getState();
    const graph = graphOf(now);
    const id = freshId(graph, type);
    const wanted = menu.at ? atPointer(screenToFlowPosition(menu.at)) : beside(now.document.view.positions);
    const position = freePlace(Object.values(now.document.view.positions), wanted);
    if (end && fit) {
      run(addConnected({ id, type, position }, fit.wire, fit.replaced));
    } else {
      run(addNode({ id, type, position }));
    }
    select({ nodes: [id], edges: [] });
    closeWiringMenu();
    focusNodeCard(id);
  };

  const title = end
    ? `${end.side === 'output' ? 'After' : 'Before'} ${nodeTitle(services.drawing(content), end.node)}`
    : 'Add a node';
  return (
    <PickMenu
      at={place}
      title={title}
      placeholder="Search node types"
      picks={picks}
      empty={
        end
          ? 'No node type of this name fits the port. Escape lets the wire go.'
          : 'No node type matches. Try a method’s or a loss’s name.'
      }
      onPick={choose}
      onClose={closeWiringMenu}
      onLeave={leaveMenu}
    />
  );
}
