import { expect, test } from 'vitest';
import { runWith } from '../../runtime/testing/kept-run.ts';
import { chartList } from '../lab/chart-list.ts';
import { multiplesCsv, multiplesSvg } from './multiples-files.ts';

const PALETTE = {
  curves: ['#111111'],
  runs: [],
  text: '#222222',
  grid: '#333333',
  ink: '#444444',
  surface: '#555555',
  font: '10px sans-serif',
};
const chart = (title: string, ...losses: number[]) => {
  const [loss] = chartList(runWith(losses), [], (node) => node);
  return { ...loss!, title };
};
const multiples = {
  id: 'loss',
  title: 'loss',
  charts: [chart('0.1', 3, 2), chart('0.5', 4, 1), chart('1', 5, 5), chart('2', 6, 7)],
};

test('the charts of a sweep are one table', () => {
  expect(multiplesCsv(multiples)).toBe('step,0.1: loss,0.5: loss,1: loss,2: loss\n1,3,4,5,6\n2,2,1,5,7\n');
});

test('and one picture, three in a row, none over another', () => {
  const svg = multiplesSvg(multiples, 'temperature <τ>', PALETTE);
  const places = [...svg.matchAll(/<svg x="(\d+)" y="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(places.map(([x]) => x)).toEqual([0, 320, 640, 0]);
  expect(places[3]![1]! - places[0]![1]!).toBeGreaterThanOrEqual(180);
  expect(svg).toContain('<title>loss: temperature &lt;τ&gt;</title>');
  expect(svg.match(/<svg /g)).toHaveLength(5);
});
