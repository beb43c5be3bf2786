import { expect, test } from 'vitest';
import { readLabels, readoutCsv, readoutSvg } from './readout-files.ts';

const of = (label: string, accuracy: number, chance: number) => ({ label, accuracy, chance });
const labels = readLabels(
  { readouts: [of('shape <1>', 0.75, 0.25), of('colour', 0.5, 0.1)] },
  { readouts: [of('shape <1>', 0.5, 0.25)] },
);
const STYLE = { ink: '#1', quiet: '#2', ground: '#3', bar: '#4', surface: '#5' };

test('the readout as numbers has each label beside the untrained encoder and a guess', () => {
  expect(readoutCsv(labels)).toBe(
    'label,trained,untrained,guess\nshape <1>,0.75,0.5,0.25\ncolour,0.5,,0.1\n',
  );
});

test('the readout as a picture has bars as long as what is read, and marks beside them', () => {
  const svg = readoutSvg(labels, STYLE);
  const bars = [...svg.matchAll(/width="([\d.]+)" height="12" fill="#4"/g)].map(([, width]) => Number(width));
  expect(bars[0]! / bars[1]!).toBeCloseTo(1.5, 2);
  // a guess for each label, the untrained encoder where it was read; one of each in the legend
  expect(svg.match(/width="2" height="16" fill="#2"/g)).toHaveLength(2);
  expect(svg.match(/width="2" height="16" fill="#1"/g)).toHaveLength(1);
  expect(svg).toContain('shape &lt;1&gt;');
});
