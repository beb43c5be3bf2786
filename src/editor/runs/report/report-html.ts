import { escapeXml } from '../../../base/escape-xml.ts';
import type { KeptRun } from '../../../runtime/kept/kept-run.ts';
import { finalReadings } from '../../../runtime/kept/final-readings.ts';
import { runStateOf } from '../../../runtime/kept/run-state-of.ts';
import type { Chart } from '../../lab/chart-list.ts';
import { chartSvg } from '../../lab/chart-svg.ts';
import { PLAIN_VIEW } from '../../lab/chart-view.ts';
import { describeBackend } from '../../lab/describe-backend.ts';
import { formatNumber } from '../../lab/format-number.ts';
import { readingList } from '../../lab/reading-list.ts';
import { verdictTone } from '../../lab/verdict-tone.ts';
import { chartsOf, overlayCharts, runLabel } from '../overlay-charts.ts';
import { stepsOf } from '../steps-of.ts';
import { REPORT_PALETTE, REPORT_STYLE } from './report-style.ts';

/** A run with what the window knows of its drawing. */
export interface ReportedRun {
  readonly run: KeptRun;
  /** The drawing as SVG, or an image of it as a data URL. */
  readonly picture: { readonly svg: string } | { readonly dataUrl: string };
  /** Every parameter in effect: of which node, which, and its value as text. */
  readonly params: readonly (readonly [node: string, param: string, value: string])[];
}

const CHART = { width: 440, height: 220 };

/** A page about one or several runs that needs nothing but itself: no script, no other file. All text is escaped. */
export function reportHtml(reported: readonly ReportedRun[], now: Date): string {
  const runs = reported.map(({ run }) => run);
  const [first] = runs;
  const title = runs.length === 1 && first ? runLabel(first) : `${runs.length} runs`;
  const charts =
    runs.length === 1 && first
      ? chartsOf(first)
      : overlayCharts(
          [],
          runs.map((run, place) => ({ run, place })),
        );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeXml(title)} – Unlabel</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<h1>${escapeXml(title)}</h1>
<p class="aside">Trained and measured by Unlabel; written ${escapeXml(day(now))}.</p>
${runs.length > 1 ? summary(runs) : ''}
<h3>Curves</h3>
<div class="charts">
${charts.map((chart) => figure(chart)).join('\n')}
</div>
${reported.map((one) => section(one, runs.length > 1)).join('\n')}
</body>
</html>
`;
}

const day = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ') + ' UTC';

function figure(chart: Chart): string {
  return chartSvg(chart, PLAIN_VIEW, REPORT_PALETTE, CHART);
}

function summary(runs: readonly KeptRun[]): string {
  const rows = runs.map((run) => {
    const { loss, twin } = finalReadings(run);
    return row([
      escapeXml(run.name),
      number(String(run.seed)),
      number(stepsOf(run)),
      number(loss === null ? '–' : formatNumber(loss)),
      number(twin === null ? '–' : formatNumber(twin, 'percent')),
      verdict(run),
      escapeXml(run.note),
    ]);
  });
  const heads = ['run', 'seed', 'steps', 'loss, mean of the last ten', 'twin retrieval', 'verdict', 'note'];
  return `<div class="wide"><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function section({ run, picture, params }: ReportedRun, several: boolean): string {
  const { meta } = run.document;
  const titles = new Map(run.probes.map(({ node, title }) => [node, title]));
  const readings = readingList(runStateOf(run), run.probes, (node) => titles.get(node) ?? node);
  const preset = run.preset === null ? 'as drawn' : run.document.presets[run.preset]!.title || run.preset;
  const settings: readonly (readonly [string, string])[] = [
    ['method', meta.title || 'Untitled'],
    ['preset', preset],
    ['seed', String(run.seed)],
    ['steps', stepsOf(run) + (run.end === 'failed' ? ', ended by a fault' : '')],
    ['backend', run.backend ? describeBackend(run.backend) : 'unknown'],
    ...(run.stepsPerSecond === null
      ? []
      : [['speed', `${formatNumber(run.stepsPerSecond)} steps/s`] as const]),
    ...(run.fingerprint === null ? [] : [['fingerprint', run.fingerprint] as const]),
    ['program', run.program],
    ['kept', day(new Date(run.savedAt))],
  ];
  const image =
    'svg' in picture
      ? picture.svg
      : `<img src="${escapeXml(picture.dataUrl)}" alt="Drawing of ${escapeXml(meta.title || 'Untitled')}">`;
  return `<section>
<h2>${escapeXml(several ? runLabel(run) : meta.title || 'Untitled')}</h2>
${meta.idea ? `<p>${escapeXml(meta.idea)}</p>` : ''}
${meta.citation ? `<p class="aside">${escapeXml(meta.citation)}</p>` : ''}
${run.note ? `<h3>Note</h3><p class="note">${escapeXml(run.note)}</p>` : ''}
${run.mixed ? '<p class="warning">Its drawing, steps or backend were changed while it ran, or it began with weights that were loaded.</p>' : ''}
<h3>Verdict: ${verdict(run)}</h3>
<ul>${run.verdict.evidence.map((sentence) => `<li>${escapeXml(sentence)}</li>`).join('')}</ul>
<h3>Final readings</h3>
<div class="wide"><table><tbody>${readings.map(({ label, value, beside }) => row([th(label), number(value), `<span class="aside">${escapeXml(beside ?? '')}</span>`])).join('')}</tbody></table></div>
<h3>Drawing</h3>
<div class="drawing">${image}</div>
<h3>Settings</h3>
<div class="wide"><table><tbody>${settings.map(([name, value]) => row([th(name), escapeXml(value)])).join('')}</tbody></table></div>
<details${several ? '' : ' open'}><summary>All ${params.length} parameters</summary>
<div class="wide"><table><thead><tr><th scope="col">node</th><th scope="col">parameter</th><th scope="col">value</th></tr></thead><tbody>${params.map((cells) => row(cells.map(escapeXml))).join('')}</tbody></table></div>
</details>
</section>`;
}

function verdict({ verdict: { kind } }: KeptRun): string {
  return `<span class="verdict ${verdictTone(kind)}">${escapeXml(kind)}</span>`;
}

/** Cells are HTML: those that are bare are put into one. */
function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => (/^<t[dh][ >]/.test(cell) ? cell : `<td>${cell}</td>`)).join('')}</tr>`;
}

const number = (text: string): string => `<td class="number">${escapeXml(text)}</td>`;
const th = (text: string): string => `<th scope="row">${escapeXml(text)}</th>`;
