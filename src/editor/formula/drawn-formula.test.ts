import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../compiler/resolve.ts';
import { parseDocument } from '../../document/parse.ts';
import type { Graph } from '../../document/schema.ts';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import { drawnFormula, type DrawnFormula } from './drawn-formula.ts';
import { formulaHtml } from './formula-html.ts';
import { minimisedGraph } from './minimised-graph.ts';

const ofGraph = (graph: Graph) => drawnFormula(resolve(graph, registry).graph);

function ofTemplate(id: string): DrawnFormula {
  const { document } = templates.find((template) => template.id === id)!;
  const parsed = parseDocument(JSON.stringify(document));
  if (!parsed.ok) throw new Error('a template can be read');
  return ofGraph(parsed.value.stages[0]!.graph)!;
}

/** The formula without the marks of its terms. */
const plain = ({ tex }: DrawnFormula): string => {
  let text = tex;
  while (/\\htmlData\{term=\d+\}\{/.test(text)) {
    const start = text.search(/\\htmlData\{term=\d+\}\{/);
    const open = text.indexOf('}{', start) + 1;
    let depth = 0;
    let end = open;
    for (; end < text.length; end += 1) {
      if (text[end] === '{') depth += 1;
      if (text[end] === '}' && (depth -= 1) === 0) break;
    }
    text = text.slice(0, start) + text.slice(open + 1, end) + text.slice(end + 1);
  }
  return text;
};

describe('drawnFormula', () => {
  it('writes SimCLR as NT-Xent over normalised projections of encoded views', () => {
    const formula = ofTemplate('simclr');
    expect(plain(formula)).toContain('\\mathcal{L} &= \\ell_{\\text{NT-Xent}}');
    expect(plain(formula)).toContain('a &= \\operatorname{norm}(g(f(t(x))))');
    expect(plain(formula)).toContain(
      '\\ell_{\\text{NT-Xent}} = \\underset{i}{\\operatorname{mean}}\\ -\\log',
    );
    expect([...formula.nodes].sort()).toEqual(
      ['augment', 'encoder', 'images', 'normalize', 'ntXent', 'optimiser', 'projector'].sort(),
    );
  });

  it('writes BYOL with a predictor on one side, the teacher’s weights on the other, and how they follow', () => {
    const formula = ofTemplate('byol');
    const text = plain(formula);
    expect(text).toContain('q(g(f(');
    expect(text).toContain("g_{\\theta'}(f_{\\theta'}(");
    expect(text).toContain("\\theta' \\leftarrow m\\,\\theta' + (1 - m)\\,\\theta");
  });

  it('writes VICReg with its three terms, on embeddings that are not normalised', () => {
    const text = plain(ofTemplate('vicreg'));
    expect(text).toContain('\\lambda\\, s(Z, Z^\\prime) + \\mu\\,');
    expect(text).toContain('g(f([t_{1}(x),\\,t_{2}(x)]))');
    expect(text).not.toContain('norm}(');
  });

  it('adds up two losses with their coefficients, through factors, and leaves out one of weight 0', () => {
    const node = (id: string, type: string, params = {}) => ({ id, type, params });
    const graph = {
      nodes: [
        node('images', 'data.images'),
        node('encoder', 'encoder.convnet'),
        node('one', 'loss.mse'),
        node('two', 'loss.l1'),
        node('three', 'loss.smoothL1'),
        node('half', 'math.scale', { factor: 0.5 }),
        node('sum', 'loss.weightedSum', { weights: [2, -3, 0] }),
        node('sgd', 'optim.sgd'),
      ],
      edges: [
        { from: 'images.images', to: 'encoder.images' },
        { from: 'encoder.embedding', to: 'one.prediction' },
        { from: 'one.loss', to: 'half.input' },
        { from: 'half.output', to: 'sum.losses' },
        { from: 'two.loss', to: 'sum.losses' },
        { from: 'three.loss', to: 'sum.losses' },
        { from: 'sum.loss', to: 'sgd.loss' },
      ],
    };
    const formula = ofGraph(graph)!;
    const labels = ['one', 'two'].map(
      (id) => registry.find(graph.nodes.find((n) => n.id === id)!.type)!.label,
    );
    expect(plain(formula)).toContain(
      `\\mathcal{L} &= \\ell_{\\text{${labels[0]}}} -3\\,\\ell_{\\text{${labels[1]}}}\\\\`,
    );
    expect(formula.nodes).toContain('sum');
    expect(formula.nodes).not.toContain('three');
  });

  it('leaves out what is bypassed, as training does', () => {
    const parsed = parseDocument(
      JSON.stringify(templates.find((template) => template.id === 'simclr')!.document),
    );
    if (!parsed.ok) throw new Error('a template can be read');
    const [stage] = parsed.value.stages;
    const nodes = stage!.graph.nodes.map((node) =>
      node.id === 'normalize' ? { ...node, bypassed: true as const } : node,
    );
    const graph = { ...stage!.graph, nodes };
    const document = { ...parsed.value, stages: [{ ...stage!, graph }] };
    const formula = drawnFormula(minimisedGraph(document, registry))!;
    expect(plain(formula)).toContain('a &= g(f(t(x)))');
    expect(formula.nodes).not.toContain('normalize');
  });

  it('has nothing to say where nothing is minimised', () => {
    expect(
      ofGraph({ nodes: [{ id: 'encoder', type: 'encoder.convnet', params: {} }], edges: [] }),
    ).toBeNull();
  });

  it('ends where the wires run in a circle', () => {
    const graph = {
      nodes: [
        { id: 'a', type: 'math.relu', params: {} },
        { id: 'b', type: 'math.relu', params: {} },
        { id: 'mse', type: 'loss.mse', params: {} },
        { id: 'sgd', type: 'optim.sgd', params: {} },
      ],
      edges: [
        { from: 'a.output', to: 'b.input' },
        { from: 'b.output', to: 'a.input' },
        { from: 'a.output', to: 'mse.prediction' },
        { from: 'mse.loss', to: 'sgd.loss' },
      ],
    };
    expect(ofGraph(graph)!.tex).toContain('\\dots');
  });

  it.each(templates.map(({ id }) => id))('is set by KaTeX with a mark for every term: %s', (id) => {
    const { tex, nodes } = ofTemplate(id);
    const html = formulaHtml(katex, tex, true);
    expect(html).not.toContain('katex-error');
    for (const i of nodes.keys()) expect(html).toContain(`data-term="${i}"`);
  });
});

describe('formulaHtml', () => {
  it('lets a document set formulas, but no links, classes, styles or data', () => {
    for (const command of ['\\href{https://a.b}{x}', '\\htmlData{term=0}{x}', '\\htmlClass{a}{x}']) {
      expect(formulaHtml(katex, command, false)).not.toMatch(/href=|data-term|class="enclosing/);
    }
    expect(formulaHtml(katex, '\\href{https://a.b}{x}\\htmlData{term=0}{x}', true)).not.toContain('href=');
    expect(formulaHtml(katex, '\\htmlData{term=0}{x}', true)).toContain('data-term="0"');
  });
});
