import { formatFigure, formatSpread } from '../../../bench/statistics.ts';
import type { Column } from '../../cli/table.ts';
import type { BackendName } from '../../../workers/protocol.ts';
import type { BenchMachine, BenchRow, BenchState } from './bench-state.ts';

export const BACKEND_NAMES: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'CPU',
};

const right = 'right' as const;
export const COLUMNS: readonly Column[] = [
  { title: 'task' },
  { title: 'backend' },
  { title: 'who' },
  { title: 'ms a step', align: right },
  { title: 'GFLOP/s', align: right },
  { title: '× Unlabel', align: right },
  { title: 'dispatches', align: right },
  { title: 'new buffers', align: right },
];

/** The cells of a row; of one without figures the first three and the reason. */
export function cellsOf({
  task,
  backend,
  who,
  milliseconds,
  gigaflops,
  ratio,
  dispatches,
  buffers,
  reason,
}: BenchRow): string[] {
  const what = [task, BACKEND_NAMES[backend], who];
  if (reason !== null || !milliseconds) return [...what, `no figures: ${reason ?? 'not measured'}`];
  const figure = (value: number | null): string => (value === null ? '–' : formatFigure(value));
  return [
    ...what,
    formatSpread(milliseconds),
    figure(gigaflops),
    ratio ? formatSpread(ratio) : '–',
    figure(dispatches),
    figure(buffers),
  ];
}

export function machineText({ browser, cores, date, backends }: BenchMachine): string[] {
  const found = backends.map(({ backend, detail }) => `${BACKEND_NAMES[backend]}: ${detail}`);
  return [`${date}, ${browser}, ${cores} logical cores`, ...found];
}

export function methodText({ selection: { rounds, steps }, stopped }: BenchState): string {
  const turn = steps === null ? 'a few steps' : `${steps} step${steps === 1 ? '' : 's'}`;
  const end = stopped ? ' It was stopped early.' : '';
  return `Milliseconds of one training step, forward, backward and optimiser, on given views: median (quartiles). Workers that take turns, ${rounds} round${rounds === 1 ? '' : 's'} of ${turn}.${end}`;
}

/** Machine, method and table, to be pasted into an issue. */
export function markdownOf(state: BenchState): string {
  const escape = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
  const line = (cells: readonly string[]): string =>
    `| ${COLUMNS.map((_, i) => escape(cells[i] ?? '')).join(' | ')} |`;
  return [
    ...machineText(state.machine).map((text) => `- ${text}`),
    '',
    methodText(state),
    '',
    line(COLUMNS.map(({ title }) => title)),
    `| ${COLUMNS.map(({ align }) => (align === right ? '--:' : '---')).join(' | ')} |`,
    ...state.rows.map((row) => line(cellsOf(row))),
    '',
  ].join('\n');
}

/** All figures in full, samples included. */
export function jsonOf({ machine, selection, rows, stopped }: BenchState): string {
  return JSON.stringify({ machine, selection, stopped, rows }, null, 2);
}
