import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useServices } from '../editor-context.tsx';
import { useTheme } from '../theme/theme.ts';
import type { FlowEdge, FlowNode } from './flow-elements.ts';
import {
  areaToDraw,
  covers,
  drawWires,
  linesByLook,
  type Area,
  type KnownLines,
  type Lines,
} from './wires-picture.ts';

/** While the zoom changes the picture is stretched; it is drawn anew when that has rested for so long, in milliseconds. */
const REST = 120;

/**
 * All wires as one picture, for many of them seen from afar: an element for each would cost more than it shows. It is drawn
 * again when a node, a wire or the zoom changes, not while the view moves over it.
 */
export function WiresPicture() {
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const { store, drawing } = useServices();
  const theme = useTheme();
  const element = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const known: KnownLines = new Map();
    let lines: Lines | null = null;
    let area: Area | null = null;
    let zoom = 0;
    let frame = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      frame = 0;
      const canvas = element.current;
      if (!canvas) return;
      const { transform, width, height, nodeLookup } = flow.getState();
      const { content, compilation, selection } = store.getState();
      lines ??= linesByLook(known, content, drawing(content), compilation, selection, nodeLookup);
      zoom = transform[2];
      area = areaToDraw(transform, width, height);
      drawWires(canvas, lines, area, zoom);
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
      if (!area || !covers(area, transform, width, height)) later();
      else if (transform[2] !== zoom) atRest();
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
    // colours are read off the page when it is drawn
  }, [flow, store, drawing, theme]);

  return (
    <ViewportPortal>
      <canvas ref={element} className="wires-picture" aria-hidden />
    </ViewportPortal>
  );
}
