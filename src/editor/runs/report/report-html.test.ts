import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../../nodes/index.ts';
import simclr from '../../../../templates/simclr.json' with { type: 'json' };
import { defined } from '../../../base/assert.ts';
import { parseDocument } from '../../../document/parse.ts';
import { keptRunWith } from '../../../runtime/testing/kept-run.ts';
import { createDrawingView } from '../../store/drawing.ts';
import { smallDocument } from '../../store/small-document.ts';
import { drawingSvg } from './drawing-svg.ts';
import { reportHtml } from './report-html.ts';
import { DARK_RUNS, LIGHT_RUNS } from './report-style.ts';
import { runParams } from './run-params.ts';

const HOSTILE = '</title><script>alert(1)</script><img src=x onerror="alert(2)">&amp;';
const parsed = parseDocument(JSON.stringify(simclr));
const document = defined(parsed.ok ? parsed.value : null, 'the template can be read');
const NOW = new Date('2026-11-29T02:00:00Z');

describe('a report', () => {
  const run = keptRunWith(document, [3, 2, 1], { name: 'Baseline', note: 'first try', preset: 'browser' });
  const params = runParams({ document, preset: 'browser' }, { drawing: createDrawingView(registry) });
  const svg = drawingSvg(document, (node) => node);
  const html = reportHtml([{ run, params, picture: { svg } }], NOW);

  it('has settings, readings, verdict with its evidence, note and citation', () => {
    for (const part of [
      '<h1>Baseline, seed 1</h1>',
      document.meta.citation.slice(0, 20),
      'first try',
      'WASM, 2 threads',
      'too early',
      'Only 3 steps have run',
      '25.0 %',
      'untrained 16.0 %',
      '>loss</text>',
      run.fingerprint!,
    ]) {
      expect(html).toContain(part);
    }
  });

  it('has every parameter in effect, the preset’s and the defaults among them', () => {
    const { batchSize } = document.presets['browser']!.nodes['images'] ?? {};
    const images = params.filter(([, param]) => param.startsWith('images.'));
    if (batchSize !== undefined)
      expect(images.map(([, , value]) => value).join()).toContain(String(batchSize));
    expect(images.length).toBeGreaterThan(2);
    expect(html).toContain(`All ${params.length} parameters`);
  });

  it('of several runs lays their curves over each other and sums them up', () => {
    const other = keptRunWith(document, [4, 3], { id: 'other', name: 'Other', seed: 2 });
    const both = reportHtml(
      [run, other].map((one) => ({ run: one, params: [], picture: { svg } })),
      NOW,
    );
    expect(both).toContain('<h1>2 runs</h1>');
    expect(both.match(/stroke="var\(--run-[12]\)" stroke-width="1.5"/g)!.length).toBeGreaterThanOrEqual(4);
    expect(both.match(/<section>/g)).toHaveLength(2);
  });

  it('runs no script and asks for nothing, whatever the texts of a drawing hold', () => {
    const bad = smallDocument(HOSTILE);
    const meta = { ...bad.meta, idea: HOSTILE, citation: HOSTILE };
    const hostile = keptRunWith({ ...bad, meta }, [1], {
      name: HOSTILE,
      note: HOSTILE,
      verdict: { kind: 'healthy', evidence: [HOSTILE] },
      probes: [{ node: 'retrieval', title: HOSTILE, measurement: 'retrieval', every: 1 }],
    });
    const page = reportHtml(
      [
        {
          run: hostile,
          params: [[HOSTILE, HOSTILE, HOSTILE]],
          picture: { svg: drawingSvg(hostile.document, () => HOSTILE) },
        },
        {
          run: { ...hostile, id: 'b' },
          params: [],
          picture: { dataUrl: 'data:image/png;base64,"><script>' },
        },
      ],
      NOW,
    );
    expect(page).not.toMatch(/<script|<img src=x|<img src=&|javascript:/);
    expect(page).toContain("default-src 'none'");
    // every tag that is opened is one of ours
    const tags = new Set([...page.matchAll(/<([a-z0-9]+)[\s>]/gi)].map(([, tag]) => tag!.toLowerCase()));
    expect([...tags].filter((tag) => !OURS.has(tag))).toEqual([]);
  });
});

const OURS = new Set(
  'html head meta title style body h1 h2 h3 p div section table thead tbody tr th td ul li span details summary svg desc rect line path text img'.split(
    ' ',
  ),
);

it('has the colours of the lab', () => {
  const css = readFileSync(join(import.meta.dirname, '../../theme/tokens.css'), 'utf8');
  const colours = [...css.matchAll(/--run-\d: (#[0-9a-f]{6});/g)].map(([, colour]) => colour);
  expect(colours).toEqual([...LIGHT_RUNS, ...DARK_RUNS]);
});
