import type { ChartPalette } from '../../lab/chart-palette.ts';

/** As of `tokens.css`, which a file by itself does not have. */
export const LIGHT_RUNS = [
  '#b04400',
  '#007a5e',
  '#9c3f78',
  '#0a6ea8',
  '#666d0a',
  '#7a4a1f',
  '#56606e',
  '#7440ad',
] as const;
export const DARK_RUNS = [
  '#f58a4b',
  '#2fc39d',
  '#e296c2',
  '#4aa8e0',
  '#c9d04a',
  '#d0a473',
  '#a7b0bd',
  '#c09af0',
] as const;

const runs = (colours: readonly string[]) => colours.map((colour, i) => `--run-${i + 1}:${colour};`).join('');

/** Light and dark by what the reader's system asks for; white on paper. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1b212b;--text:#4b5565;--grid:#d8dde5;--surface:#ffffff;--ground:#f8f9fb;--ok:#1d7044;--error:#b3261e;--warning:#8a5a00;--node:#5f6f8c;--chart-1:#3d4fc4;--chart-2:#a84e05;--chart-3:#00806a;--chart-4:#a2417c;${runs(LIGHT_RUNS)}}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--text:#b1b9c5;--grid:#2c333d;--surface:#181c22;--ground:#12151a;--ok:#6fcf97;--error:#ff8a80;--warning:#e9b44c;--node:#8697b8;--chart-1:#94a2ff;--chart-2:#f0a04b;--chart-3:#4fc9a8;--chart-4:#e293c3;${runs(DARK_RUNS)}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:24px;background:var(--ground);color:var(--ink);font:14px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}
h1{margin:0 0 4px;font-size:22px}h2{margin:32px 0 4px;padding-top:12px;border-top:1px solid var(--grid);font-size:17px}h3{margin:18px 0 6px;font-size:14px}
p{margin:4px 0;max-width:80ch}.aside{color:var(--text)}.note{padding-left:10px;border-left:3px solid var(--grid);white-space:pre-wrap;overflow-wrap:anywhere}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(320px,1fr));gap:12px}.charts svg{width:100%;height:auto;border:1px solid var(--grid);border-radius:6px}
.drawing{overflow:auto;border:1px solid var(--grid);border-radius:6px;background:var(--surface)}.drawing img,.drawing svg{display:block;max-width:100%;height:auto;margin:auto}
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:3px 14px 3px 0;border-bottom:1px solid var(--grid);text-align:left;vertical-align:top}thead th{color:var(--text);font-weight:500}td.number,th.number{text-align:right}
.ok{color:var(--ok)}.error{color:var(--error)}.warning{color:var(--warning)}.verdict{font-weight:600}summary{cursor:pointer;color:var(--text)}
@media print{body{background:#fff}h2{break-before:page}}
`;

/** Colours of charts by name: the style gives them for either theme. */
export const REPORT_PALETTE: ChartPalette = {
  curves: ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)'],
  runs: LIGHT_RUNS.map((_, i) => `var(--run-${i + 1})`),
  text: 'var(--text)',
  grid: 'var(--grid)',
  ink: 'var(--ink)',
  surface: 'var(--surface)',
  font: "10px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
};
