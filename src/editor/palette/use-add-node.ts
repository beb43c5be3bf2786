import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { addNode } from '../commands/add-node.ts';
import { freshId } from '../commands/fresh-id.ts';
import { useServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { freePlace } from './free-place.ts';

/** Type of a node type dragged from the palette. */
export const PALETTE_MIME = 'application/x-unlabel-node';

type Place = { readonly x: number; readonly y: number };

/** Adds a node of the type and selects it; in the middle of what is in view where no place is given. */
export function useAddNode(): (type: string, at?: Place) => void {
  const { store } = useServices();
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(
    (type, at) => {
      const { content, run, select } = store.getState();
      const bounds = document.querySelector('.react-flow')?.getBoundingClientRect();
      const middle = screenToFlowPosition({
        x: bounds ? bounds.x + bounds.width / 2 : 0,
        y: bounds ? bounds.y + bounds.height / 2 : 0,
      });
      const round = (value: number) => Math.round(value / 10) * 10;
      const wanted = at ?? { x: middle.x - 90, y: middle.y - 50 };
      const rounded = { x: round(wanted.x), y: round(wanted.y) };
      const place = at ? rounded : freePlace(Object.values(content.document.view.positions), rounded);
      const id = freshId(graphOf(content), type);
      run(addNode({ id, type, position: place }));
      select({ nodes: [id], edges: [] });
    },
    [store, screenToFlowPosition],
  );
}
