import { Position, type Transform } from '@xyflow/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { createDrawingView } from '../store/drawing.ts';
import { smallDocument } from '../store/small-document.ts';
import type { MeasuredNodes } from './drawn-wires.ts';
import { areaToDraw, covers, holesFor, linesByLook, redrawing, type KnownLines } from './wires-picture.ts';

const SEEN: Transform = [0, 0, 0.2];

describe('the area of the picture', () => {
  it('is what is in view and half as much on each side', () => {
    // at a zoom of 0.2, 100 px show 500 of the drawing
    expect(areaToDraw([-20, 40, 0.2], 100, 50)).toEqual({ x: -150, y: -325, width: 1000, height: 500 });
  });

  it('covers what is seen until the view has moved by that half', () => {
    const area = areaToDraw(SEEN, 100, 50);
    expect(covers(area, SEEN, 100, 50)).toBe(true);
    expect(covers(area, [-50, 25, 0.2], 100, 50)).toBe(true);
    expect(covers(area, [-51, 0, 0.2], 100, 50)).toBe(false);
    expect(covers(area, [0, -26, 0.2], 100, 50)).toBe(false);
    expect(covers(area, [0, 0, 0.09], 100, 50)).toBe(false);
  });

  it('is drawn again at once where something is missing, at rest where it is stretched, else not', () => {
    const area = areaToDraw(SEEN, 100, 50);
    const view = (transform: Transform) => ({ transform, width: 100, height: 50 });
    expect(redrawing(null, 0, view(SEEN))).toBe('now');
    expect(redrawing(area, 0.2, view([-30, 0, 0.2]))).toBeNull();
    expect(redrawing(area, 0.2, view([0, 0, 0.3]))).toBe('at rest');
    expect(redrawing(area, 0.2, view([-60, 0, 0.2]))).toBe('now');
  });
});

describe('the lines of the picture', () => {
  class Path {
    readonly parts: string[];
    constructor(path?: string) {
      this.parts = path === undefined ? [] : [path];
    }
    addPath(other: Path) {
      this.parts.push(...other.parts);
    }
  }
  beforeEach(() => void vi.stubGlobal('Path2D', Path));
  afterEach(() => void vi.unstubAllGlobals());

  const port = (id: string, type: 'source' | 'target') => ({
    id,
    type,
    nodeId: '',
    position: type === 'source' ? Position.Right : Position.Left,
    x: type === 'source' ? 90 : -5,
    y: 20,
    width: 10,
    height: 10,
  });
  const node = (x: number, targets: string[], sources: string[]) => ({
    measured: { width: 100, height: 80 },
    internals: {
      positionAbsolute: { x, y: 0 },
      handleBounds: {
        target: targets.map((id) => port(id, 'target')),
        source: sources.map((id) => port(id, 'source')),
      },
    },
  });
  const measured = (encoder = 200): MeasuredNodes =>
    new Map([
      ['images', node(0, [], ['images', 'labels', 'index'])],
      ['encoder', node(encoder, ['images'], ['embedding'])],
      ['loss', node(400, ['embedding'], ['loss'])],
    ]);
  const content = { document: smallDocument(), preset: null };
  const drawing = createDrawingView(registry)(content);
  const WIRES = ['images.images->encoder.images', 'encoder.embedding->loss.embedding'];
  const lines = (nodes: MeasuredNodes, edges: string[] = [], known: KnownLines = new Map()) =>
    Object.fromEntries(
      [...linesByLook(known, content, drawing, null, { nodes: [], edges }, nodes)].map(([look, line]) => [
        look,
        (line as unknown as Path).parts,
      ]),
    );

  it('are those of one kind together, from port to port', () => {
    const drawn = lines(measured());
    expect(Object.keys(drawn)).toEqual(['images', 'embedding']);
    expect(drawn['images']).toHaveLength(1);
    expect(drawn['images']![0]).toMatch(/^M100,25 C.* 195,25$/);
  });

  it('keep the colour of their kind when selected, and have a halo below all', () => {
    const drawn = lines(measured(), [WIRES[1]!]);
    expect(Object.keys(drawn)).toEqual(['selected', 'images', 'embedding']);
    expect(drawn['selected']).toEqual(drawn['embedding']);
  });

  it('leave out what has not been measured', () => {
    const nodes = new Map(measured());
    nodes.delete('loss');
    expect(Object.keys(lines(nodes))).toEqual(['images']);
  });

  it('are made anew for a card that moved, and only then', () => {
    const known: KnownLines = new Map();
    lines(measured(), [], known);
    const before = new Map(known);
    lines(measured(), [], known);
    expect(known.get(WIRES[0]!)).toBe(before.get(WIRES[0]!));
    const moved = lines(measured(250), [], known);
    expect(known.get(WIRES[0]!)).not.toBe(before.get(WIRES[0]!));
    expect(moved['images']![0]).toMatch(/ 245,25$/);
  });

  it('go below cards and comments, and over frames', () => {
    const card = { ...measured().get('encoder')!, type: 'card' };
    const nodes: MeasuredNodes = new Map([
      ['encoder', card],
      ['comment', { ...card, type: 'comment' }],
      ['frame', { ...card, type: 'frame' }],
      ['new', { ...card, measured: {} }],
    ]);
    const hole = { x: 200, y: 0, width: 100, height: 80 };
    expect(holesFor(nodes)).toEqual([hole, hole]);
  });
});
