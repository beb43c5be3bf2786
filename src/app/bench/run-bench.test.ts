import { describe, expect, test } from 'vitest';
import type { Rival } from '../../../bench/rival.ts';
import type { Job } from '../../../bench/rivals/open-step.ts';
import type { BenchMachine, BenchState, Selection } from './bench-state.ts';
import { cellsOf, jsonOf, markdownOf } from './bench-table.ts';
import { browserName } from './describe-browser.ts';
import { runBench } from './run-bench.ts';
import { readSelection } from './selection.ts';

const machine: BenchMachine = {
  browser: 'Browser 1',
  cores: 8,
  date: '2026-01-31',
  backends: [
    { backend: 'webgpu', usable: true, software: false, detail: 'a | card' },
    { backend: 'webgl', usable: true, software: true, detail: 'emulated' },
    { backend: 'wasm', usable: true, software: false, detail: 'SIMD' },
    { backend: 'cpu', usable: true, software: false, detail: 'JavaScript' },
  ],
};

const selection: Selection = { backends: ['webgpu', 'wasm'], tasks: ['A'], rounds: 2, steps: 1 };

/** Takes 10 ms a step where the program is ours, 30 where it is written by hand; by hand there is no graphics device. */
function fakeRival(name: string, { way, backend }: Job): Rival {
  return {
    name,
    ready: () =>
      way === 'stock' && backend === 'webgpu'
        ? Promise.reject(new Error('device lost'))
        : Promise.resolve(null),
    run: (steps) => {
      const each = (value: number): number[] => Array<number>(steps).fill(value);
      const step = each(way === 'compiled' ? 10 : 30);
      return Promise.resolve(
        backend === 'webgpu' ? { step, dispatches: each(54), buffers: each(9) } : { step },
      );
    },
    end: () => undefined,
  };
}

async function measured(signal = new AbortController().signal): Promise<readonly BenchState[]> {
  const states: BenchState[] = [];
  const createRival = fakeRival;
  await runBench({ machine, selection, createRival, signal }, (state) => states.push(state));
  return states;
}

describe('a benchmark', () => {
  test('has a row for each rival, and one that fails is no end', async () => {
    const states = await measured();
    const last = states.at(-1)!;
    expect(last.rows.map(cellsOf)).toEqual([
      ['A', 'WebGPU', 'Unlabel', '10 (10–10)', '165', '–', '54', '9'],
      ['A', 'WebGPU', 'tfjs by hand', 'no figures: device lost'],
      ['A', 'WASM', 'Unlabel', '10 (10–10)', '165', '–', '–', '–'],
      ['A', 'WASM', 'tfjs by hand on Unlabel’s kernels', '30 (30–30)', '55', '3 (3–3)', '–', '–'],
      ['A', 'WASM', 'tfjs by hand, both gradients composed', '30 (30–30)', '55', '3 (3–3)', '–', '–'],
    ]);
    expect(last).toMatchObject({ doing: null, stopped: false, done: last.turns });
    const done = states.map((state) => state.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  test('that was stopped before it began says so', async () => {
    const states = await measured(AbortSignal.abort());
    expect(states.at(-1)).toMatchObject({ doing: null, stopped: true, rows: [] });
  });

  test('is copied with its machine', async () => {
    const last = (await measured()).at(-1)!;
    const lines = markdownOf(last).split('\n');
    expect(lines[0]).toBe('- 2026-01-31, Browser 1, 8 logical cores');
    expect(lines[1]).toBe('- WebGPU: a | card');
    expect(lines).toContain('| A | WebGPU | tfjs by hand | no figures: device lost |  |  |  |  |');
    const columns = lines.filter((line) => line.startsWith('|')).map((line) => line.split('|').length);
    expect(new Set(columns)).toEqual(new Set([10]));
    expect(JSON.parse(jsonOf(last))).toMatchObject({
      machine: { cores: 8 },
      rows: [{ samples: [10, 10], dispatches: 54 }, { reason: 'device lost' }, {}, {}, {}],
    });
  });
});

test('hardware is chosen, plain JavaScript and emulated graphics on demand only', () => {
  const read = (query: string) => readSelection(new URLSearchParams(query), machine.backends);
  expect(read('')).toEqual({ backends: ['webgpu', 'wasm'], tasks: ['A'], rounds: 5, steps: null });
  expect(read('backends=cpu,webgl&tasks=dino,B&rounds=3&steps=2')).toEqual({
    backends: ['webgl', 'cpu'],
    tasks: ['B', 'dino'],
    rounds: 3,
    steps: 2,
  });
  expect(read('rounds=0&steps=1.5')).toMatchObject({ rounds: 5, steps: null });
});

test('a browser is named by its own brand', () => {
  const brands = [
    { brand: 'Not?A_Brand', version: '24' },
    { brand: 'Chromium', version: '156' },
  ];
  expect(browserName('Mozilla/5.0', { userAgentData: { brands } })).toBe('Chromium 156');
  const edge = [...brands, { brand: 'Microsoft Edge', version: '155' }];
  expect(browserName('Mozilla/5.0', { userAgentData: { brands: edge } })).toBe('Microsoft Edge 155');
  expect(browserName('Mozilla/5.0 Firefox/150', {})).toBe('Mozilla/5.0 Firefox/150');
});
