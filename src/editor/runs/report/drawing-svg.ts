import { escapeXml } from '../../../base/escape-xml.ts';
import type { UnlabelDocument } from '../../../document/schema.ts';

const CARD = { width: 190, height: 64 };
const MARGIN = 24;

/** A plan of a drawing that is not on the canvas: its nodes by name where they stand, and its wires. */
export function drawingSvg(document: UnlabelDocument, label: (node: string) => string): string {
  const graph = document.stages[0]?.graph ?? { nodes: [], edges: [] };
  const at = new Map(
    graph.nodes.map(({ id }, i) => [
      id,
      document.view.positions[id] ?? { x: (i % 6) * 260, y: Math.floor(i / 6) * 220 },
    ]),
  );
  const places = [...at.values()];
  const least = (list: readonly number[]) => list.reduce((a, b) => Math.min(a, b), list[0] ?? 0) - MARGIN;
  const most = (list: readonly number[]) => list.reduce((a, b) => Math.max(a, b), list[0] ?? 0) + MARGIN;
  const [left, top] = [least(places.map(({ x }) => x)), least(places.map(({ y }) => y))];
  const width = most(places.map(({ x }) => x)) + CARD.width - left;
  const height = most(places.map(({ y }) => y)) + CARD.height - top;
  const wires = graph.edges.flatMap(({ from, to }) => {
    // `node.port`; a node's id has no dot
    const [source, port] = from.split('.');
    const [a, b] = [at.get(source!), at.get(to.split('.')[0]!)];
    if (!a || !b) return [];
    const [x1, y1, x2, y2] = [a.x + CARD.width, a.y + CARD.height / 2, b.x, b.y + CARD.height / 2];
    const reach = Math.max(40, Math.abs(x2 - x1) / 2);
    const dash = port === 'weights' ? ' stroke-dasharray="6 4"' : '';
    return [
      `<path d="M${x1} ${y1}C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}" fill="none" stroke="var(--text)" stroke-width="2"${dash}/>`,
    ];
  });
  const cards = graph.nodes.map(({ id }) => {
    const { x, y } = at.get(id)!;
    const name = label(id);
    const shown = name.length > 26 ? `${name.slice(0, 25)}…` : name;
    return (
      `<rect x="${x}" y="${y}" width="${CARD.width}" height="${CARD.height}" rx="6" fill="var(--ground)" stroke="var(--node)" stroke-width="1.5"/>` +
      `<text x="${x + CARD.width / 2}" y="${y + CARD.height / 2 + 5}" text-anchor="middle" font-size="14" fill="var(--ink)">${escapeXml(shown)}</text>`
    );
  });
  const title = document.meta.title || 'Untitled';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" role="img"><title>Drawing of ${escapeXml(title)}</title>${wires.join('')}${cards.join('')}</svg>`;
}
