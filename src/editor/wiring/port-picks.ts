import { edgeId } from '../../document/schema.ts';
import { nodeTitle } from '../store/node-title.ts';
import type { Drawing } from '../store/drawing.ts';
import { PORT_KINDS } from '../../spec/port.ts';
import type { WireContext, WireJudge } from './judge-wires.ts';
import type { Pick } from './PickMenu.tsx';
import { endKey, type PortEnd } from './port-end.ts';

/** A port in the menu. Without one: the line that leads to the node types. */
export interface PortPick extends Pick {
  readonly end?: PortEnd;
}

/** What a port is called on its card. */
export function portLabel(drawing: Drawing, { node, port, side }: PortEnd): string {
  return drawing.resolved(node)?.[`${side}s`].find(({ name }) => name === port)?.label ?? port;
}

function portPick(drawing: Drawing, end: PortEnd, note: string): PortPick {
  const node = drawing.resolved(end.node);
  const port = (end.side === 'input' ? node?.inputs : node?.outputs)?.find(({ name }) => name === end.port);
  const label = portLabel(drawing, end);
  return {
    key: endKey(end),
    label: `${nodeTitle(drawing, end.node)}: ${label}`,
    type: node?.spec.id ?? '',
    note,
    summary: port?.summary ?? '',
    words: [end.node, end.port, label],
    end,
  };
}

/** The ports of a node that a wire can begin at: outputs first. */
export function ownPortPicks({ graph, drawing }: WireContext, id: string): readonly PortPick[] {
  const node = drawing.resolved(id);
  const wires = (end: PortEnd) => {
    const endpoint = `${end.node}.${end.port}`;
    const count = graph.edges.filter(
      (edge) => edge[end.side === 'output' ? 'from' : 'to'] === endpoint,
    ).length;
    return count === 0 ? '' : `, ${count} wire${count === 1 ? '' : 's'}`;
  };
  const of = (side: PortEnd['side']) =>
    (node?.[`${side}s`] ?? []).map(({ name, label }): PortPick => {
      const end: PortEnd = { node: id, port: name, side };
      return { ...portPick(drawing, end, `${side}${wires(end)}`), label };
    });
  return [...of('output'), ...of('input')];
}

/** The ports of other nodes that take a wire from this one, free ones first, and last the way to a new node. */
export function fittingPortPicks({ graph, drawing }: WireContext, judge: WireJudge): readonly PortPick[] {
  const taken = new Map<string, number>();
  for (const { to } of graph.edges) taken.set(to, (taken.get(to) ?? 0) + 1);
  const found = judge.likely().flatMap((end) => {
    const plan = judge.plan(end);
    if (!plan.ok) return [];
    const old = plan.replaced[0];
    const from = graph.edges.find((edge) => edgeId(edge) === old)?.from;
    const kind = drawing.kind(plan.wire.from);
    const note = from ? `instead of ${from}` : kind ? PORT_KINDS[kind].label : '';
    return [{ pick: portPick(drawing, end, note), replaces: from !== undefined }];
  });
  found.sort((a, b) => Number(a.replaces) - Number(b.replaces));
  const fresh: PortPick = {
    key: 'new node',
    label: 'New node…',
    type: null,
    summary: 'Lists the node types that fit this port; the one chosen is added and connected.',
    words: ['add', 'insert', 'type'],
  };
  return [...found.map(({ pick }) => pick), fresh];
}
