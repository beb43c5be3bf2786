import { describe, expect, it } from 'vitest';
import { generateFactors } from './factors.ts';

const factors = generateFactors();
const { images, labels, info } = factors;
const bytes = info.height * info.width * info.channels;
const image = (i: number): Uint8Array => images.subarray(i * bytes, (i + 1) * bytes);
const value = (name: string, i: number): number => labels[name]!.values[i]!;

/** Image whose factors have these class names. */
function find(wanted: Record<string, string>): number {
  return labels.shape!.values.findIndex((_, i) =>
    Object.entries(wanted).every(([name, text]) => labels[name]!.names[value(name, i)] === text),
  );
}

describe('generateFactors', () => {
  it('is a function of the seed', () => {
    const again = generateFactors(0);
    expect(Buffer.compare(again.images, images)).toBe(0);
    expect(again.labels).toEqual(labels);
    expect(Buffer.compare(generateFactors(1).images, images)).not.toBe(0);
  });

  it('has each combination, and so each image, once', () => {
    const keys = Array.from({ length: info.count }, (_, i) =>
      Object.keys(labels)
        .map((name) => value(name, i))
        .join(),
    );
    expect(new Set(keys).size).toBe(info.count);
    const pictures = Array.from({ length: info.count }, (_, i) => Buffer.from(image(i)).toString('latin1'));
    expect(new Set(pictures).size).toBe(info.count);
  });

  it('has every class about equally often', () => {
    for (const { names, values } of Object.values(labels)) {
      const expected = info.count / names.length;
      names.forEach((_, k) => {
        const times = values.filter((v) => v === k).length;
        // six standard deviations of a binomial count
        expect(Math.abs(times - expected)).toBeLessThan(6 * Math.sqrt(expected));
      });
    }
  });

  it('draws the shape where, as large and in the colour that its labels say', () => {
    const i = find({ shape: 'square', colour: 'blue', background: 'light' });
    const centreX = 16 + Number(labels.x!.names[value('x', i)]);
    const centreY = 16 + Number(labels.y!.names[value('y', i)]);
    const radius = parseFloat(labels.scale!.names[value('scale', i)]!);
    let area = 0;
    let sumX = 0;
    let sumY = 0;
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        // red goes from 225 of the ground to 35 of the shape
        const covered = (225 - image(i)[(y * 32 + x) * 3]!) / (225 - 35);
        area += covered;
        sumX += covered * (x + 0.5);
        sumY += covered * (y + 0.5);
      }
    }
    expect(sumX / area).toBeCloseTo(centreX, 0);
    expect(sumY / area).toBeCloseTo(centreY, 0);
    // a square in a circle of radius r has the area 2r²
    expect(Math.abs(area / (2 * radius ** 2) - 1)).toBeLessThan(0.05);
    const centre = (centreY * 32 + centreX) * 3;
    expect([...image(i).subarray(centre, centre + 3)]).toEqual([35, 75, 220]);
  });
});
