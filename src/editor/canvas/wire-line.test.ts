import { Position } from '@xyflow/react';
import { describe, expect, it } from 'vitest';
import { crossing, turnsBack, wireLine } from './wire-line.ts';

const ends = (targetX: number, targetY: number) => ({
  sourceX: 200,
  sourceY: 40,
  sourcePosition: Position.Right,
  targetX,
  targetY,
  targetPosition: Position.Left,
});
/** All heights of a path's corners. */
const heights = (path: string): number[] =>
  [...path.matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)(?=[^\d.]|$)/g)].map(([, , y]) => Number(y));

describe('A wire that turns back', () => {
  it('is one whose goal is no further right', () => {
    expect(turnsBack(ends(220, 40))).toBe(true);
    expect(turnsBack(ends(300, 40))).toBe(false);
    expect(turnsBack({ ...ends(0, 40), sourcePosition: Position.Bottom })).toBe(false);
  });

  it('passes between the cards, however tall they are, in both directions', () => {
    // halfway between the ports would be 170, behind the first card
    expect(crossing(ends(0, 300), { top: 0, bottom: 240 }, { top: 280, bottom: 400 })).toBe(260);
    expect(crossing(ends(0, -200), { top: 0, bottom: 240 }, { top: -300, bottom: -60 })).toBe(-30);
    const [path, , labelY] = wireLine({ ...ends(0, 300), crossing: 260 }, []);
    expect(labelY).toBe(260);
    expect(heights(path)).toContain(260);
  });

  it('passes below cards that stand side by side, unless there is room between them', () => {
    const [tall, low] = [
      { top: 0, bottom: 240 },
      { top: 20, bottom: 90 },
    ];
    const turn = crossing(ends(0, 60), low, tall);
    expect(turn).toBeGreaterThan(240);
    expect(Math.max(...heights(wireLine({ ...ends(0, 60), crossing: turn }, [])[0]))).toBe(turn);
    expect(crossing(ends(210, 60), low, tall)).toBeUndefined();
  });

  it('turns halfway where nothing is known of the cards', () => {
    expect(crossing(ends(0, 300), undefined, { top: 280, bottom: 400 })).toBeUndefined();
    expect(wireLine(ends(0, 300), [])[2]).toBe(170);
  });
});
