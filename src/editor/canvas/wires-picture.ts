import type { Transform } from '@xyflow/react';
import type { Compilation } from '../../compiler/compilation.ts';
import type { Content } from '../store/content.ts';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import type { Drawing } from '../store/drawing.ts';
import type { Selection } from '../store/editor-store.ts';
import { drawnWires, type MeasuredNodes } from './drawn-wires.ts';

/** A rectangle of the drawing. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a wire looks: the kind on it, or `faulty`. One that is selected has a halo, `selected`, below that. */
export type Look = string;

/** The wires of each look as one path, in the order in which they are drawn. */
export type Lines = ReadonlyMap<Look, Path2D>;

/** Beyond what is seen, as a part of it: so far the view can move before the picture is drawn again. */
const MARGIN = 0.5;

/** The path of each wire, and the course it was made for: one drag moves a few of many. */
export type KnownLines = Map<string, { readonly course: string; readonly line: Path2D }>;

/** Paths of all wires of the drawing, those of one look together. */
export function linesByLook(
  known: KnownLines,
  content: Content,
  drawing: Drawing,
  compilation: Compilation | null,
  selection: Selection,
  nodes: MeasuredNodes,
): Lines {
  // the halos lie below all wires
  const lines = new Map<Look, Path2D>(selection.edges.length > 0 ? [['selected', new Path2D()]] : []);
  const { byEdge } = diagnosticsIndex(compilation);
  const selected = new Set(selection.edges);
  for (const { id, edge, course, path } of drawnWires(content, nodes)) {
    const look = byEdge.has(id) ? 'faulty' : (drawing.kind(edge.from) ?? 'any');
    let own = known.get(id);
    if (own?.course !== course) {
      own = { course, line: new Path2D(path()) };
      known.set(id, own);
    }
    const line = lines.get(look) ?? new Path2D();
    line.addPath(own.line);
    lines.set(look, line);
    if (selected.has(id)) lines.get('selected')?.addPath(own.line);
  }
  return lines;
}

/** What of the canvas is in view. */
export interface View {
  readonly transform: Transform;
  readonly width: number;
  readonly height: number;
}

/**
 * When a picture of an area, drawn at a zoom, is to be drawn again: `now` where something in view is missing on it, `at rest`
 * where it is stretched, null where it is as it should be.
 */
export function redrawing(
  area: Area | null,
  zoom: number,
  { transform, width, height }: View,
): 'now' | 'at rest' | null {
  if (!area || !covers(area, transform, width, height)) return 'now';
  return transform[2] === zoom ? null : 'at rest';
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

/** Where cards and comments stand: wires pass below them. A frame lies below its wires. */
export function holesFor(nodes: MeasuredNodes): Area[] {
  return [...nodes.values()].flatMap(({ type, measured: { width, height }, internals }) =>
    type === 'frame' || !width || !height ? [] : [{ ...internals.positionAbsolute, width, height }],
  );
}

/**
 * Draws the area into the element and lays the element over it, above the cards: an element of its own kind below hundreds of others
 * makes browsers give each of those a layer, which takes most of a frame. What a card would cover is left out instead.
 */
export function drawWires(
  canvas: HTMLCanvasElement,
  lines: Lines,
  holes: readonly Area[],
  area: Area,
  zoom: number,
): void {
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
    context.lineWidth = look === 'selected' ? 6 / zoom : Math.max(look === 'loss' ? 3 : 2, 0.35 / zoom);
    context.stroke(line);
  }
  for (const { x, y, width, height } of holes) context.clearRect(x, y, width, height);
}
