import { getSmoothStepPath, Position } from '@xyflow/react';
import { describe, expect, it } from 'vitest';
import { nearestWire, pathPoints } from './nearest-wire.ts';
import { wireLine } from './wire-line.ts';

const wire = (id: string, path: string) => ({ id, path: () => path });

describe('pathPoints', () => {
  it('follows lines, and curves from end to end through their middle', () => {
    expect(pathPoints('M0 0L 10,0L10 5')).toEqual([
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 5 },
    ]);
    const cubic = pathPoints('M0,0 C0,8 8,8 8,0');
    expect(cubic.at(-1)).toEqual({ x: 8, y: 0 });
    expect(cubic).toContainEqual({ x: 4, y: 6 });
    expect(pathPoints('M0,0Q4,4 8,0')).toContainEqual({ x: 4, y: 2 });
  });

  it('reads numbers as they are written: below nought, with a power of ten', () => {
    expect(pathPoints('M-1.5 2e-7L1e3,-.5')).toEqual([
      { x: -1.5, y: 2e-7 },
      { x: 1000, y: -0.5 },
    ]);
  });

  it('reads every form a wire is drawn in', () => {
    const ends = {
      sourceX: 300,
      sourceY: 10,
      sourcePosition: Position.Right,
      targetX: 0,
      targetY: 90,
      targetPosition: Position.Left,
    };
    const forms = [
      wireLine(ends, []),
      wireLine({ ...ends, targetX: 900 }, []),
      wireLine(ends, [{ x: 50, y: 200 }]),
      getSmoothStepPath(ends),
    ];
    for (const [path] of forms) {
      const points = pathPoints(path);
      expect(points[0]).toEqual({ x: 300, y: 10 });
      expect(points.at(-1)).toEqual({ x: path === forms[1]![0] ? 900 : 0, y: 90 });
      expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    }
  });
});

describe('nearestWire', () => {
  const wires = [wire('upper', 'M0 0L100 0'), wire('lower', 'M0 10L100 10')];

  it('is the nearer of two within reach', () => {
    expect(nearestWire(wires, { x: 50, y: 3 }, 6)).toBe('upper');
    expect(nearestWire(wires, { x: 50, y: 8 }, 6)).toBe('lower');
  });

  it('is none where all are out of reach, beyond an end too', () => {
    expect(nearestWire(wires, { x: 50, y: 17 }, 6)).toBeNull();
    expect(nearestWire(wires, { x: 107, y: 0 }, 6)).toBeNull();
    expect(nearestWire(wires, { x: 106, y: 0 }, 6)).toBe('upper');
    expect(nearestWire([], { x: 0, y: 0 }, 6)).toBeNull();
  });

  it('is found on a curve, not on the straight line between its ends', () => {
    const bow = [wire('bow', 'M0,0 C0,80 80,80 80,0')];
    expect(nearestWire(bow, { x: 40, y: 60 }, 2)).toBe('bow');
    expect(nearestWire(bow, { x: 40, y: 0 }, 2)).toBeNull();
  });

  it('is the one drawn last where both lie on the same place', () => {
    expect(nearestWire([wire('a', 'M0 0L9 0'), wire('b', 'M0 0L9 0')], { x: 4, y: 0 }, 1)).toBe('b');
  });
});
