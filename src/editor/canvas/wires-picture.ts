import { Position, type InternalNode, type Transform } from '@xyflow/react';
import type { Compilation } from '../../compiler/compilation.ts';
import { edgeId, splitEndpoint } from '../../document/schema.ts';
import { graphOf, type Content } from '../store/content.ts';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import type { Drawing } from '../store/drawing.ts';
import type { Selection } from '../store/editor-store.ts';
import type { FlowNode } from './flow-elements.ts';
import { wireLine } from './wire-line.ts';

/** A rectangle of the drawing. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a wire looks: the kind on it, or what is more important to know. */
export type Look = string;

/** The wires of each look as one path. */
export type Lines = ReadonlyMap<Look, Path2D>;

/** Beyond what is seen, as a part of it: so far the view can move before the picture is drawn again. */
const MARGIN = 0.5;

interface PortPlace {
  readonly x: number;
  readonly y: number;
  readonly position: Position;
}

/** Where a wire meets a port, as React Flow has it; undefined while the card is not measured. */
function portPlace(node: InternalNode<FlowNode> | undefined, port: string, side: 'source' | 'target') {
  const handle = node?.internals.handleBounds?.[side]?.find(({ id }) => id === port);
  if (!node || !handle) return undefined;
  const { x, y } = node.internals.positionAbsolute;
  const { position, width, height } = handle;
  const across = position === Position.Left ? 0 : position === Position.Right ? width : width / 2;
  const down = position === Position.Top ? 0 : position === Position.Bottom ? height : height / 2;
  return { x: x + handle.x + across, y: y + handle.y + down, position } satisfies PortPlace;
}

/** The path of each wire, and the ends it was made for: one drag moves a few of many. */
export type KnownLines = Map<string, { readonly ends: string; readonly line: Path2D }>;

/** Paths of all wires of the drawing, those of one look together. */
export function linesByLook(
  known: KnownLines,
  content: Content,
  drawing: Drawing,
  compilation: Compilation | null,
  selection: Selection,
  nodes: ReadonlyMap<string, InternalNode<FlowNode>>,
): Lines {
  const lines = new Map<Look, Path2D>();
  const { byEdge } = diagnosticsIndex(compilation);
  const selected = new Set(selection.edges);
  const { waypoints } = content.document.view;
  for (const edge of graphOf(content).edges) {
    const [from, to] = [splitEndpoint(edge.from), splitEndpoint(edge.to)];
    const source = portPlace(nodes.get(from.node), from.port, 'source');
    const target = portPlace(nodes.get(to.node), to.port, 'target');
    if (!source || !target) continue;
    const id = edgeId(edge);
    const look = selected.has(id)
      ? 'selected'
      : byEdge.has(id)
        ? 'faulty'
        : (drawing.kind(edge.from) ?? 'any');
    const points = waypoints[id] ?? [];
    const ends = [source.x, source.y, target.x, target.y, ...points.flatMap(({ x, y }) => [x, y])].join();
    let own = known.get(id);
    if (own?.ends !== ends) {
      const [path] = wireLine(
        {
          sourceX: source.x,
          sourceY: source.y,
          sourcePosition: source.position,
          targetX: target.x,
          targetY: target.y,
          targetPosition: target.position,
        },
        points,
      );
      own = { ends, line: new Path2D(path) };
      known.set(id, own);
    }
    const line = lines.get(look) ?? new Path2D();
    line.addPath(own.line);
    lines.set(look, line);
  }
  return lines;
}

function areaSeen([x, y, zoom]: Transform, width: number, height: number): Area {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** What is in view, and some of what lies around it. */
export function areaToDraw(transform: Transform, width: number, height: number): Area {
  const seen = areaSeen(transform, width, height);
  const [x, y] = [seen.width * MARGIN, seen.height * MARGIN];
  return { x: seen.x - x, y: seen.y - y, width: seen.width + 2 * x, height: seen.height + 2 * y };
}

/** Whether everything in view lies in the area. */
export function covers(area: Area, transform: Transform, width: number, height: number): boolean {
  const seen = areaSeen(transform, width, height);
  return (
    seen.x >= area.x &&
    seen.y >= area.y &&
    seen.x + seen.width <= area.x + area.width &&
    seen.y + seen.height <= area.y + area.height
  );
}

const COLOURS: Readonly<Record<Look, string>> = {
  selected: '--accent',
  faulty: '--error',
  any: '--kind-weights',
};

/** Draws the area into the element and lays the element over it. */
export function drawWires(canvas: HTMLCanvasElement, lines: Lines, area: Area, zoom: number): void {
  const ratio = window.devicePixelRatio * zoom;
  canvas.width = Math.ceil(area.width * ratio);
  canvas.height = Math.ceil(area.height * ratio);
  canvas.style.width = `${canvas.width / ratio}px`;
  canvas.style.height = `${canvas.height / ratio}px`;
  canvas.style.transform = `translate(${area.x}px, ${area.y}px)`;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, -area.x * ratio, -area.y * ratio);
  const style = getComputedStyle(canvas);
  for (const [look, line] of lines) {
    context.strokeStyle = style.getPropertyValue(COLOURS[look] ?? `--kind-${look}`);
    // a line thinner than a third of a pixel is hardly seen
    context.lineWidth = Math.max(look === 'selected' ? 6 : look === 'loss' ? 3 : 2, 0.35 / zoom);
    context.stroke(line);
  }
}
