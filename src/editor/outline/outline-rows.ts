import { splitEndpoint, type Graph } from '../../document/schema.ts';

/** A row of the outline: a node, or a line about the node it stands under. */
export interface OutlineRow {
  readonly key: string;
  readonly node: string;
  readonly kind: 'node' | 'input' | 'output' | 'problem';
  readonly text: string;
  /** The node at the wire's other end, which the row leads to. */
  readonly leadsTo: string;
}

/** The rows of the drawing, nodes in its order; those in `open` are followed by their wires and problems. */
export function outlineRows(
  graph: Graph,
  open: ReadonlySet<string>,
  problemsOf: (node: string) => readonly string[],
): readonly OutlineRow[] {
  return graph.nodes.flatMap(({ id }) => {
    const row = (kind: OutlineRow['kind'], key: string, text: string, leadsTo = id): OutlineRow => ({
      key: `${id}/${kind}/${key}`,
      node: id,
      kind,
      text,
      leadsTo,
    });
    const head = row('node', '', id);
    if (!open.has(id)) return [head];
    const wires = graph.edges.map(({ from, to }) => ({ from: splitEndpoint(from), to: splitEndpoint(to) }));
    return [
      head,
      ...problemsOf(id).map((message, i) => row('problem', String(i), message)),
      ...wires
        .filter(({ to }) => to.node === id)
        .map(({ from, to }) =>
          row(
            'input',
            `${to.port}<${from.node}.${from.port}`,
            `${to.port} from ${from.node} ${from.port}`,
            from.node,
          ),
        ),
      ...wires
        .filter(({ from }) => from.node === id)
        .map(({ from, to }) =>
          row(
            'output',
            `${from.port}>${to.node}.${to.port}`,
            `${from.port} to ${to.node} ${to.port}`,
            to.node,
          ),
        ),
    ];
  });
}

/** What an arrow key does at a row, as trees are used everywhere: to another row, or opening and closing a node. */
export type OutlineMove =
  { readonly to: string } | { readonly open: string } | { readonly close: string } | null;

export function outlineMove(
  rows: readonly OutlineRow[],
  open: ReadonlySet<string>,
  at: string,
  key: string,
): OutlineMove {
  const index = rows.findIndex((row) => row.key === at);
  const row = rows[index];
  if (!row) return null;
  const goTo = (target: OutlineRow | undefined): OutlineMove => (target ? { to: target.key } : null);
  switch (key) {
    case 'ArrowDown':
      return goTo(rows[index + 1]);
    case 'ArrowUp':
      return goTo(rows[index - 1]);
    case 'Home':
      return goTo(rows[0]);
    case 'End':
      return goTo(rows.at(-1));
    case 'ArrowRight':
      if (row.kind !== 'node') return null;
      if (!open.has(row.node)) return { open: row.node };
      return rows[index + 1]?.node === row.node ? goTo(rows[index + 1]) : null;
    case 'ArrowLeft':
      if (row.kind !== 'node')
        return goTo(rows.find(({ node, kind }) => node === row.node && kind === 'node'));
      return open.has(row.node) ? { close: row.node } : null;
    default:
      return null;
  }
}
