import { describe, expect, it } from 'vitest';
import { firstNode, nearestNode } from './nearest-node.ts';

const box = (id: string, x: number, y: number) => ({ id, x, y, width: 100, height: 80 });
const here = box('here', 0, 0);
const boxes = [
  here,
  box('next', 200, 20),
  box('far', 500, 0),
  box('below', 30, 200),
  box('diagonal', 160, 300),
];

describe('nearestNode', () => {
  it.each([
    ['right', 'next'],
    ['down', 'below'],
    ['left', undefined],
    ['up', undefined],
  ] as const)('%s: %s', (direction, id) => {
    expect(nearestNode(boxes, here, direction)?.id).toBe(id);
  });

  it('prefers a node straight ahead to one aside that is somewhat nearer', () => {
    expect(nearestNode([here, box('aside', 150, 130), box('ahead', 260, 0)], here, 'right')?.id).toBe(
      'ahead',
    );
  });

  it('leads back the way it came in a row', () => {
    const next = nearestNode(boxes, here, 'right')!;
    expect(nearestNode(boxes, next, 'left')?.id).toBe('here');
  });

  it('goes by the middles of cards of different sizes', () => {
    const tall = { id: 'tall', x: 200, y: -300, width: 100, height: 680 };
    expect(nearestNode([here, tall], here, 'right')?.id).toBe('tall');
    expect(nearestNode([here, tall], here, 'up')).toBeUndefined();
  });
});

it('a walk begins at the leftmost node, of several at the topmost', () => {
  expect(firstNode([box('b', 0, 50), box('a', 0, 10), box('c', 20, 0)])?.id).toBe('a');
  expect(firstNode([])).toBeUndefined();
});
