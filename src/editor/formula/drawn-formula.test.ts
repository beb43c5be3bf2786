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
  it.each(templates.map(({ id }) => id))(
    'writes what %s minimises, as its golden text has it',
    async (id) => {
      const lines = plain(ofTemplate(id))
        .replace(/^\\begin\{aligned\}|\\end\{aligned\}$/g, '')
        .split('\\\\[4pt]');
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`./__golden__/${id}.tex`);
    },
  );

  it('has a term for every node that signals or weights reach the loss through', () => {
    const { nodes } = ofTemplate('byol');
    expect([...nodes].sort()).toEqual(
      [
        'augmentA',
        'augmentB',
        'ema',
        'encoder',
        'images',
        'normalizedMse',
        'optimiser',
        'predictor',
        'projector',
        'stopGradient',
        'teacherEncoder',
        'teacherProjector',
        'views',
      ].sort(),
    );
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
    expect(plain(formula)).toContain(`\\ell_{\\text{${labels[0]}}} &= \\frac{1}{n}`);
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
    expect(plain(formula)).toContain('z &= g(f(t_{1,2}(x)))');
    expect(formula.nodes).not.toContain('normalize');
  });

  const DRAWING = { images: 'data.images', one: 'encoder.convnet', two: 'encoder.convnet' } as const;
  const between = (loss: string, params: object, more: Graph['edges'] = []): string => {
    const nodes = Object.entries({ ...DRAWING, loss, sgd: 'optim.sgd' }).map(([id, type]) => ({
      id,
      type,
      params: id === 'loss' ? (params as Graph['nodes'][number]['params']) : {},
    }));
    const edges = [
      { from: 'images.images', to: 'one.images' },
      { from: 'images.images', to: 'two.images' },
      { from: 'loss.loss', to: 'sgd.loss' },
      ...more,
    ];
    return plain(ofGraph({ nodes, edges })!);
  };

  it('numbers modules that have weights of their own, and not those that share them', () => {
    const wires = [
      { from: 'one.embedding', to: 'loss.a' },
      { from: 'two.embedding', to: 'loss.b' },
    ];
    expect(between('loss.ntXent', {}, wires)).toContain('z &= [f_{1}(x),\\,f_{2}(x)]');
    const tied = [...wires, { from: 'one.weights', to: 'two.weights' }];
    expect(between('loss.ntXent', {}, tied)).toContain('z &= [f(x),\\,f(x)]');
    expect(between('loss.vicreg', {}, wires)).toContain("z' &= f_{2}(x)");
  });

  it('follows the params of a loss', () => {
    const wires = [
      { from: 'one.embedding', to: 'loss.a' },
      { from: 'two.embedding', to: 'loss.b' },
    ];
    const noHinge = between('loss.vicreg', { variance: 0, invariance: 10 }, wires);
    expect(noHinge).not.toContain('v_z');
    expect(noHinge).toContain('\\lambda = 10');
    expect(between('loss.vicreg', { form: 'paper' }, wires)).toContain('+ \\mu\\, [v_z');
    expect(between('loss.barlowTwins', { scale: 0.1 }, wires)).toContain('0.1\\,\\Big(');
    const lanes = [
      { from: 'one.embedding', to: 'loss.query' },
      { from: 'two.embedding', to: 'loss.key' },
    ];
    const plainProducts = between('loss.infoNCE', { normalize: false }, lanes);
    expect(plainProducts).toContain('e^{q_i \\cdot k_i / \\tau}');
    // one view on each side is a pair already
    expect(plainProducts).not.toContain('tfrac12');
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
    expect(plain(ofGraph(graph)!)).toContain('x &= \\text{ReLU}(\\text{ReLU}(x))');
  });

  it('breaks off a way that is too long to be read', () => {
    const names = Array.from({ length: 20 }, (_, i) => `r${i}`);
    const graph = {
      nodes: [
        ...names.map((id) => ({ id, type: 'math.relu', params: {} })),
        { id: 'mse', type: 'loss.mse', params: {} },
        { id: 'sgd', type: 'optim.sgd', params: {} },
      ],
      edges: [
        ...names.slice(1).map((id, i) => ({ from: `${names[i]}.output`, to: `${id}.input` })),
        { from: 'r19.output', to: 'mse.prediction' },
        { from: 'mse.loss', to: 'sgd.loss' },
      ],
    };
    const { tex } = ofGraph(graph)!;
    expect(tex).toContain('\\dots');
    expect(tex.match(/ReLU/g)).toHaveLength(12);
  });

  it.each(templates.map(({ id }) => id))('is set by KaTeX with a mark for every term: %s', (id) => {
    const { tex, nodes } = ofTemplate(id);
    const html = formulaHtml(katex, tex, true);
    expect(html).not.toContain('katex-error');
    for (const i of nodes.keys()) expect(html).toContain(`data-term="${i}"`);
  });

  it('writes out twelve of very many losses that are summed, and says how many more there are', () => {
    const losses = Array.from({ length: 60 }, (_, i) => `vicreg${i}`);
    const graph: Graph = {
      nodes: [
        { id: 'x', type: 'math.relu', params: {} },
        { id: 'y', type: 'math.relu', params: {} },
        ...losses.map((id) => ({ id, type: 'loss.vicreg', params: {} })),
        { id: 'sum', type: 'loss.weightedSum', params: { weights: losses.map(() => 0.5) } },
        { id: 'sgd', type: 'optim.sgd', params: {} },
      ],
      edges: [
        ...losses.flatMap((id) => [
          { from: 'x.output', to: `${id}.a` },
          { from: 'y.output', to: `${id}.b` },
          { from: `${id}.loss`, to: 'sum.losses' },
        ]),
        { from: 'sum.loss', to: 'sgd.loss' },
      ],
    };
    const { tex } = ofGraph(graph)!;
    expect(tex).toContain('+ \\dots');
    expect(tex).toContain('and 48 more losses');
    // named in the sum and on its own line
    expect(tex.match(/\\ell_/g)).toHaveLength(24);
    expect(formulaHtml(katex, tex, true)).not.toContain('katex-error');
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
