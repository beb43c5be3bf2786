import { describe, expect, it } from 'vitest';
import { runStateOf } from '../../runtime/kept/run-state-of.ts';
import { keptRunWith, runWith } from '../../runtime/testing/kept-run.ts';
import { chartCsv } from '../lab/chart-csv.ts';
import { chartList } from '../lab/chart-list.ts';
import { runStyle } from '../lab/run-style.ts';
import { smallDocument } from '../store/small-document.ts';
import { overlayCharts } from './overlay-charts.ts';

const kept = keptRunWith(smallDocument('Small'), [3, 2, 1], { id: 'a', name: 'Small' });
const other = keptRunWith(smallDocument('Small'), [5, 4], { id: 'b', name: 'Other', seed: 7 });

describe('kept runs over the charts', () => {
  it('stand behind the present run’s curves, each with its place, and lengthen the axis', () => {
    const present = chartList(runWith([1]), kept.probes, (node) => node);
    const charts = overlayCharts(present, [
      { run: kept, place: 2 },
      { run: other, place: 0 },
    ]);
    const [loss, twin] = charts;
    expect(loss!.curves.map(({ label, place }) => [label, place])).toEqual([
      ['loss', undefined],
      ['Small, seed 1', 2],
      ['Other, seed 7', 0],
    ]);
    expect(loss!.curves[1]!.series).toBe(runStateOf(kept).loss);
    expect(loss!.until).toBe(3);
    // one line for the untrained encoder
    expect(twin!.curves.map(({ untrained }) => untrained)).toEqual([0.16, null, null]);
    expect(chartCsv(loss!).split('\n').slice(0, 3)).toEqual([
      'step,loss,"Small, seed 1","Other, seed 7"',
      '1,1,3,5',
      '2,,2,4',
    ]);
  });

  it('are charts by themselves where nothing is trained', () => {
    const charts = overlayCharts([], [{ run: kept, place: 0 }]);
    expect(charts.map(({ id, curves }) => [id, curves.length])).toEqual([
      ['loss', 1],
      ['twin', 1],
    ]);
    expect(charts[1]!.curves[0]!.untrained).toBe(0.16);
    // of several, each begins at an untrained encoder of its own
    const both = overlayCharts(
      [],
      [
        { run: kept, place: 0 },
        { run: other, place: 1 },
      ],
    );
    expect(both[1]!.curves.map(({ untrained }) => untrained)).toEqual([null, null]);
  });
});

describe('the looks of runs', () => {
  it('are all different for the first 56', () => {
    const looks = Array.from({ length: 56 }, (_, place) => JSON.stringify(runStyle(place)));
    expect(new Set(looks).size).toBe(56);
  });
});
