import { splitEndpoint, type Graph } from '../../document/schema.ts';
import { stageOf } from '../store/content.ts';
import type { Command } from './command.ts';
import { renameWaypoints } from './follow-wires.ts';
import { pathBelow, renameInPresets } from './preset-keys.ts';

/** Why a node cannot have the name, in one sentence; null if it can. */
export function whyNotName(graph: Graph, from: string, to: string): string | null {
  if (to === from) return null;
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(to)) {
    return 'A name starts with a letter and has letters, digits, “-” and “_”, at most 64.';
  }
  return graph.nodes.some((node) => node.id === to) ? `There is already a node called “${to}”.` : null;
}

function renameKey<T>(record: Record<string, T>, from: string, to: string): void {
  const value = record[from];
  if (value === undefined) return;
  Reflect.deleteProperty(record, from);
  record[to] = value;
}

/** Gives a node another id, everywhere it is named: wires with their points, positions and presets. */
export function renameNode(from: string, to: string): Command {
  const rename = (endpoint: string) => {
    const { node, port } = splitEndpoint(endpoint);
    return node === from ? `${to}.${port}` : endpoint;
  };
  return {
    name: `Rename ${from} to ${to}`,
    apply: ({ document }) => {
      const { graph } = stageOf(document);
      for (const node of graph.nodes) if (node.id === from) node.id = to;
      for (const edge of graph.edges) {
        edge.from = rename(edge.from);
        edge.to = rename(edge.to);
      }
      renameKey(document.view.positions, from, to);
      renameWaypoints(document.view, rename);
      renameInPresets(document, (path) => {
        const below = pathBelow(path, from);
        return below === null ? path : below === '' ? to : `${to}/${below}`;
      });
    },
  };
}
