import { produce } from 'immer';
import { describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { compile } from '../../compiler/compile.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { graphOf, type Content } from '../store/content.ts';
import { EMPTY_HISTORY, perform, undo } from '../store/history.ts';
import type { Command } from './command.ts';
import {
  deleteComposite,
  describeComposite,
  hideParam,
  hidePort,
  relabel,
  showParam,
  showPort,
} from './edit-composite.ts';
import { packNodes } from './pack-nodes.ts';
import { renameNode } from './rename-node.ts';
import { deleteElements } from './delete-elements.ts';
import { resetParam, setParam } from './set-param.ts';

const after = (content: Content, ...commands: Command[]): Content =>
  commands.reduce((now, command) => produce(now, command.apply), content);
const simclr = (): Content => ({ document: drawing(SIMCLR.nodes, SIMCLR.wires), preset: null });
const pack = (content: Content, ids: string[], title: string) =>
  after(content, packNodes(content, registry, ids, title)!.command);

/** SimCLR with its encoder and projector in one node, `tower`. */
const tower = pack(simclr(), ['encoder', 'projector'], 'Tower');
const composite = ({ document }: Content, id = 'tower') => document.composites[id]!;
const nodeOf = (content: Content, id: string) => graphOf(content).nodes.find((node) => node.id === id)!;
const errors = (document: UnlabelDocument, preset?: string) =>
  compile(document, registry, preset ? { preset } : {}).diagnostics.map(({ code }) => code);

describe('params', () => {
  const shown = after(
    tower,
    showParam('tower', 'encoder', 'widths', 'Widths'),
    showParam('tower', 'projector', 'hidden', 'Widths'),
    showParam('tower', 'encoder', 'widths', 'Again'),
  );

  test('are shown once, under names and labels of their own', () => {
    expect(composite(shown).params).toEqual([
      { name: 'widths', label: 'Widths', node: 'encoder', param: 'widths' },
      { name: 'hidden', label: 'projector Widths', node: 'projector', param: 'hidden' },
    ]);
  });

  test('take effect where they are set, and go back inside when they are hidden', () => {
    const set = after(shown, setParam('tower', 'widths', [3]));
    expect(nodeOf(set, 'tower').params).toEqual({ widths: [3] });
    expect(composite(set).graph.nodes[0]!.params).toEqual({ widths: [4, 8] });
    const hidden = after(set, hideParam('tower', 'widths'));
    expect(nodeOf(hidden, 'tower').params).toEqual({});
    expect(composite(hidden).graph.nodes[0]!.params).toEqual({ widths: [3] });
    expect(composite(hidden).params.map(({ name }) => name)).toEqual(['hidden']);
    expect(errors(hidden.document)).toEqual([]);
  });

  test('are forgotten by presets when they are hidden', () => {
    const preset = produce(shown, ({ document }) => {
      document.presets = {
        p: { title: '', nodes: { tower: { widths: [5], hidden: [6] } }, types: {}, run: {} },
      };
    });
    const hidden = after(preset, hideParam('tower', 'widths'));
    expect(hidden.document.presets['p']?.nodes).toEqual({ tower: { hidden: [6] } });
    expect(errors(hidden.document, 'p')).toEqual([]);
  });

  test('go back inside through a node further out', () => {
    const nested = pack(shown, ['tower', 'normalize'], 'Outer');
    const set = after(
      nested,
      showParam('outer', 'tower', 'widths', 'Widths'),
      setParam('outer', 'widths', [3]),
    );
    const hidden = after(set, hideParam('tower', 'widths'));
    expect(composite(hidden, 'outer').params).toEqual([]);
    expect(nodeOf(hidden, 'outer').params).toEqual({});
    expect(composite(hidden, 'outer').graph.nodes[0]!.params).toEqual({});
    expect(composite(hidden).graph.nodes[0]!.params).toEqual({ widths: [3] });
    expect(errors(hidden.document)).toEqual([]);
  });
});

describe('ports', () => {
  test('are shown for what is inside and hidden with their wires', () => {
    const weights = { name: 'weights', label: 'weights' };
    const shown = after(
      tower,
      showPort('tower', 'inputs', 'encoder', weights),
      showPort('tower', 'outputs', 'encoder', weights),
    );
    expect(composite(shown).inputs.at(-1)).toEqual({
      name: 'encoderWeights',
      label: 'encoder weights',
      to: ['encoder.weights'],
    });
    expect(composite(shown).outputs.at(-1)).toMatchObject({
      name: 'encoderWeights',
      from: 'encoder.weights',
    });
    const hidden = after(
      shown,
      hidePort('tower', 'inputs', 'images'),
      hidePort('tower', 'outputs', 'encoderWeights'),
    );
    expect(composite(hidden).inputs.map(({ name }) => name)).toEqual(['encoderWeights']);
    expect(composite(hidden).outputs).toEqual(composite(tower).outputs);
    expect(graphOf(hidden).edges.some(({ to }) => to === 'tower.images')).toBe(false);
    expect(graphOf(hidden).edges.some(({ from }) => from === 'tower.embedding')).toBe(true);
  });

  test('that lead to them from further out are hidden too', () => {
    const nested = pack(tower, ['tower', 'normalize'], 'Outer');
    const hidden = after(nested, hidePort('tower', 'inputs', 'images'));
    expect(composite(hidden, 'outer').inputs).toEqual([]);
    expect(graphOf(hidden).edges.some(({ to }) => to.startsWith('outer.'))).toBe(false);
  });

  test('stand behind the inner wires of an input that takes several', () => {
    const document = drawing({ a: ['loss.alignment'], sum: ['loss.weightedSum'] }, ['a.loss > sum.losses']);
    const packed = pack({ document, preset: null }, ['a', 'sum'], 'Sum');
    const shown = after(packed, showPort('sum', 'inputs', 'sum', { name: 'losses', label: 'losses' }));
    expect(composite(shown, 'sum').inputs.at(-1)).toMatchObject({ to: ['sum.losses'], after: 1 });
  });

  test('and titles are called what people call them; typing is one step', () => {
    const now = after(
      tower,
      relabel('tower', 'inputs', 'images', 'pictures'),
      describeComposite('tower', 'title', 'Student'),
      describeComposite('tower', 'summary', 'The network that learns.'),
    );
    expect(composite(now)).toMatchObject({ title: 'Student', summary: 'The network that learns.' });
    expect(composite(now).inputs[0]).toEqual({ name: 'images', label: 'pictures', to: ['encoder.images'] });
    const start = { content: tower, history: EMPTY_HISTORY };
    const typed = perform(
      perform(start, describeComposite('tower', 'title', 'S')),
      describeComposite('tower', 'title', 'St'),
    );
    expect(undo(typed).content).toEqual(tower);
  });
});

test('a type is deleted when no node is of it', () => {
  expect(after(tower, deleteComposite('tower'))).toEqual(tower);
  const unused = after(tower, deleteElements(['tower'], []));
  expect(Object.keys(unused.document.composites)).toEqual(['tower']);
  expect(after(unused, deleteComposite('tower')).document.composites).toEqual({});
});

describe('presets that change types', () => {
  const content: Content = produce({ ...tower, preset: 'p' }, ({ document }) => {
    document.presets = {
      p: {
        title: '',
        nodes: { 'tower/encoder': { depth: 18 }, optimiser: { momentum: 0.8 } },
        types: { 'tower/encoder': 'encoder.resnet', optimiser: 'optim.sgd' },
        run: {},
      },
    };
  });

  test('follow nodes that are renamed, and go with those that are deleted', () => {
    const renamed = after(content, renameNode('tower', 'student'), renameNode('optimiser', 'o'));
    expect(renamed.document.presets['p']).toMatchObject({
      nodes: { 'student/encoder': { depth: 18 }, o: { momentum: 0.8 } },
      types: { 'student/encoder': 'encoder.resnet', o: 'optim.sgd' },
    });
    const gone = after(content, deleteElements(['tower', 'optimiser'], []));
    expect(gone.document.presets['p']).toMatchObject({ nodes: {}, types: {} });
  });

  test('hold the params of the nodes whose type they change', () => {
    const set = after(content, setParam('optimiser', 'learningRate', 0.5));
    expect(set.document.presets['p']?.nodes['optimiser']).toEqual({ momentum: 0.8, learningRate: 0.5 });
    expect(nodeOf(set, 'optimiser').params).toEqual({ learningRate: 0.001 });
    const reset = after(set, resetParam('optimiser', 'learningRate'));
    expect(reset.document.presets['p']?.nodes['optimiser']).toEqual({ momentum: 0.8 });
    expect(nodeOf(reset, 'optimiser').params).toEqual({ learningRate: 0.001 });
  });
});
