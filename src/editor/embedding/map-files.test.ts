import { expect, it } from 'vitest';
import { mapCsv, mapSvg } from './map-files.ts';

const view = {
  count: 2,
  height: 1,
  width: 1,
  channels: 1,
  images: Uint8Array.of(0, 255),
  labels: { kind: { names: ['a, b', 'c "d"'], values: Int32Array.of(1, 0) } },
};
const maps = [
  { title: 'After step 5', detail: '1 < 2', points: Float32Array.of(1, 2, 3, 4) },
  { title: 'Untrained', detail: '', points: Float32Array.of(0, 0, -1, 0.5) },
];

it('writes a row for every image, its coordinates in each map and its labels', () => {
  expect(mapCsv(maps, view)).toBe(
    'image,After step 5 x,After step 5 y,Untrained x,Untrained y,kind\n' +
      '0,1,2,0,0,"c ""d"""\n1,3,4,-1,0.5,"a, b"\n',
  );
});

it('draws every image once in each map, in its colour, and escapes what is written', () => {
  const svg = mapSvg(maps, (image) => (image === 0 ? 'red' : 'blue'), { ink: 'black', surface: 'white' });
  expect(svg.match(/stroke="red" d="M[\d.]+ [\d.]+h0"/g)).toHaveLength(2);
  expect(svg.match(/stroke="blue"/g)).toHaveLength(2);
  expect(svg).toContain('1 &lt; 2');
});
