import { describe, expect, it } from 'vitest';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { meanCosines } from './mean-cosines.ts';
import { similarityCsv, similaritySvg } from './similarity-files.ts';

const picture: TimedPicture = {
  step: 40,
  spectrum: new Float32Array(),
  side: 2,
  similarity: Float32Array.from([1, -1, 0.5, 0]),
};
const STYLE = {
  heat: { zero: [255, 255, 255], positive: [0, 0, 255], negative: [255, 128, 0], missing: [255, 0, 0] },
  ink: '#111111',
  surface: '#ffffff',
} as const;

describe('a similarity matrix as a file', () => {
  const svg = similaritySvg('similarity of <a>', [{ ...picture, step: 0 }, picture], STYLE);

  it('has a square for each pair in the colour of its cosine, and says which steps it is of', () => {
    const squares = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="120.00"[^>]*fill="([^"]+)"/g)];
    expect(squares.map(([, x, y, fill]) => [x, y, fill]).slice(0, 4)).toEqual([
      ['0.00', '0.00', '#0000ff'],
      ['120.00', '0.00', '#ff8000'],
      ['0.00', '120.00', '#8080ff'],
      ['120.00', '120.00', '#ffffff'],
    ]);
    expect(squares).toHaveLength(8);
    expect(svg).toContain('untrained: on 0.50, off −0.25');
    expect(svg).toContain('step 40: on 0.50, off −0.25');
    expect(svg).toContain('<title>similarity of &lt;a&gt;</title>');
  });

  it('joins neighbours of one colour: all alike are a rectangle a row', () => {
    const same = { ...picture, side: 32, similarity: new Float32Array(1024).fill(1) };
    expect(similaritySvg('s', [same], STYLE).match(/height="7.50"/g)).toHaveLength(32);
  });

  it('has every number of it as CSV', () => {
    expect(similarityCsv(picture)).toBe('first view,second view 1,second view 2\n1,1,-1\n2,0.5,0\n');
  });
});

it('means tell the two views of an image from those of others', () => {
  expect(meanCosines(picture)).toEqual({ same: 0.5, other: -0.25 });
  expect(meanCosines({ side: 1, similarity: Float32Array.of(1) }).other).toBeNaN();
});
