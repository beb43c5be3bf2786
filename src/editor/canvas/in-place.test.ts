import { expect, it } from 'vitest';
import type { FlowNode } from './flow-types.ts';
import { inPlace } from './in-place.ts';

const NODE: FlowNode = {
  id: 'a',
  type: 'frame',
  data: {},
  position: { x: 30, y: -4 },
  style: { opacity: 0.5 },
};

it('puts a node where it stands, without a transform, and keeps its own style', () => {
  expect(inPlace(NODE)).toEqual({ ...NODE, style: { opacity: 0.5, transform: 'none', left: 30, top: -4 } });
});

it('is the same object for the same node, so that nothing is drawn again, and another one where it has moved', () => {
  expect(inPlace(NODE)).toBe(inPlace(NODE));
  const moved = inPlace({ ...NODE, position: { x: 31, y: -4 } });
  expect(moved).not.toBe(inPlace(NODE));
  expect(moved.style?.left).toBe(31);
});
