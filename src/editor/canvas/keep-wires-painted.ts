import type { ReactFlowState } from '@xyflow/react';
import type { StoreApi } from 'zustand/vanilla';
import type { EditorServices } from '../editor-context.tsx';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import {
  areaToDraw,
  drawWires,
  holesFor,
  linesByLook,
  redrawing,
  type Area,
  type KnownLines,
  type Lines,
} from './wires-picture.ts';

/** While the zoom changes the picture is stretched; it is drawn anew when that has rested for so long, in milliseconds. */
const REST = 120;

type Flow = Pick<StoreApi<ReactFlowState<FlowNode, FlowEdge>>, 'getState' | 'subscribe'>;

/** Paints the wires into the element, again whenever a node, a wire or the zoom changes, until the function it returns is called. */
export function keepWiresPainted(
  canvas: HTMLCanvasElement,
  flow: Flow,
  { store, drawing }: Pick<EditorServices, 'store' | 'drawing'>,
): () => void {
  const known: KnownLines = new Map();
  let lines: Lines | null = null;
  let area: Area | null = null;
  let zoom = 0;
  let frame = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    frame = 0;
    const { transform, width, height, nodeLookup } = flow.getState();
    const { content, compilation, selection } = store.getState();
    lines ??= linesByLook(known, content, drawing(content), compilation, selection, nodeLookup);
    zoom = transform[2];
    area = areaToDraw(transform, width, height);
    drawWires(canvas, lines, holesFor(nodeLookup), area, zoom);
  };
  const later = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const atRest = () => {
    clearTimeout(rest);
    rest = setTimeout(later, REST);
  };
  const leaveFlow = flow.subscribe((state, before) => {
    if (state.nodes !== before.nodes || state.nodeLookup !== before.nodeLookup) {
      lines = null;
      return later();
    }
    const { transform, width, height } = state;
    if (transform === before.transform && width === before.width && height === before.height) return;
    const when = redrawing(area, zoom, state);
    if (when === 'now') later();
    else if (when === 'at rest') atRest();
  });
  const leaveEditor = store.subscribe((state, before) => {
    const same =
      state.content === before.content &&
      state.compilation === before.compilation &&
      state.selection.edges === before.selection.edges;
    if (same) return;
    lines = null;
    later();
  });
  draw();
  return () => {
    leaveFlow();
    leaveEditor();
    cancelAnimationFrame(frame);
    clearTimeout(rest);
  };
}
