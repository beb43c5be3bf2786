import { splitEndpoint, type UnlabelDocument } from '../../document/schema.ts';
import './drawing-picture.css';

const CARD = { width: 184, height: 92 };
const MARGIN = 24;

/** Nodes without a place stand in rows, as on the canvas. */
function places(document: UnlabelDocument): Map<string, { x: number; y: number }> {
  const nodes = document.stages[0]?.graph.nodes ?? [];
  return new Map(
    nodes.map(({ id }, i) => [
      id,
      document.view.positions[id] ?? { x: (i % 6) * 260, y: Math.floor(i / 6) * 220 },
    ]),
  );
}

/** A small picture of a drawing: its nodes in the colours of their categories, and its wires. */
export function DrawingPicture({ document }: { readonly document: UnlabelDocument }) {
  const at = places(document);
  const graph = document.stages[0]?.graph ?? { nodes: [], edges: [] };
  const xs = [...at.values()].map(({ x }) => x);
  const ys = [...at.values()].map(({ y }) => y);
  const min = (list: readonly number[]) => list.reduce((a, b) => Math.min(a, b), list[0] ?? 0);
  const max = (list: readonly number[]) => list.reduce((a, b) => Math.max(a, b), list[0] ?? 0);
  const [left, top] = [min(xs) - MARGIN, min(ys) - MARGIN];
  const width = max(xs) + CARD.width + MARGIN - left;
  const height = max(ys) + CARD.height + MARGIN - top;
  return (
    <svg
      className="drawing-picture"
      viewBox={`${left} ${top} ${width} ${height}`}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden
    >
      {graph.edges.map(({ from, to }) => {
        const [source, target] = [splitEndpoint(from), splitEndpoint(to)];
        const [a, b] = [at.get(source.node), at.get(target.node)];
        if (!a || !b) return null;
        const start = { x: a.x + CARD.width, y: a.y + CARD.height / 2 };
        const end = { x: b.x, y: b.y + CARD.height / 2 };
        const reach = Math.max(40, Math.abs(end.x - start.x) / 2);
        return (
          <path
            key={`${from}->${to}`}
            d={`M${start.x} ${start.y}C${start.x + reach} ${start.y} ${end.x - reach} ${end.y} ${end.x} ${end.y}`}
            data-weights={source.port === 'weights' || undefined}
          />
        );
      })}
      {graph.nodes.map(({ id, type }) => {
        const place = at.get(id);
        return (
          <rect
            key={id}
            {...place}
            {...CARD}
            rx={12}
            style={{ fill: `var(--cat-${type.slice(0, type.indexOf('.'))}, var(--line-strong))` }}
          />
        );
      })}
    </svg>
  );
}
