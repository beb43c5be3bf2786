import { describe, expect, it } from 'vitest';
import { halveOnWhite } from './halve-on-white.ts';

describe('halveOnWhite', () => {
  it('weighs every pixel by its alpha before it is averaged', () => {
    // opaque black, transparent red, half-transparent black, opaque white
    const rgba = Uint8Array.of(0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 128, 255, 255, 255, 255);
    const grey = Math.round((0 + 255 + 127 + 255) / 4);
    expect([...halveOnWhite(rgba, 1, 1)]).toEqual([grey, grey, grey]);
  });

  it('takes each 2×2 block from its own place', () => {
    const rgba = new Uint8Array(4 * 4 * 4);
    // the lower right block opaque green
    for (const pixel of [10, 11, 14, 15]) rgba.set([0, 255, 0, 255], pixel * 4);
    const white = [255, 255, 255];
    expect([...halveOnWhite(rgba, 2, 2)]).toEqual([...white, ...white, ...white, 0, 255, 0]);
  });
});
