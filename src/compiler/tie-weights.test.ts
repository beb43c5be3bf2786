import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { createRegistry } from '../spec/index.ts';
import { compile } from './compile.ts';
import { drawing } from './testing/drawing.ts';
import { simulate } from './testing/simulate.ts';
import { TOY_NODES } from './testing/toy-nodes.ts';

const toyRegistry = createRegistry([...registry.specs, ...TOY_NODES]);

type Nodes = Parameters<typeof drawing>[0];

const NODES = {
  data: ['data.ones'],
  first: ['encoder.scale'],
  second: ['encoder.scale', { depth: 7, gain: 3 }],
  loss: ['loss.product'],
  optimiser: ['optim.sgd', { learningRate: 0.5, momentum: 0 }],
} satisfies Nodes;
const WIRES = [
  'data.embedding > first.embedding',
  'data.embedding > second.embedding',
  'first.embedding > loss.factors',
  'second.embedding > loss.factors',
  'loss.loss > optimiser.loss',
];
const result = (nodes: Nodes, wires: readonly string[]) =>
  compile(drawing({ ...NODES, ...nodes }, [...WIRES, ...wires]), toyRegistry);

describe('tied weights', () => {
  const tied = result({}, ['first.weights > second.weights']);

  test('are one set of tensors', () => {
    expect(tied.diagnostics).toEqual([]);
    expect(tied.program!.weights.map(({ id }) => id)).toEqual(['first.w']);
    expect(Object.fromEntries(tied.gradient.weights)).toEqual({ first: 'trained', second: 'tied' });
    expect(tied.gradient.edges.get('first.weights->second.weights')).toBe('gradient');
    expect(Object.fromEntries(tied.parameters)).toEqual({ first: 1, second: 1 });
  });

  test('gather the gradient of all who use them; the receiver keeps what belongs to the call', () => {
    // loss = w · 3w: its gradient is 6w
    const [step] = simulate(tied.program!, 1);
    expect(step!.kept.get('first.w')!.data[0]).toBeCloseTo(1 - 0.5 * 6, 12);
  });

  test('come with running statistics that both update, one after the other', () => {
    const [step] = simulate(tied.program!, 1);
    expect(step!.kept.get('first.calls')!.data[0]).toBe(2);
    // (0 + 1)/2, then (0.5 + 3)/2
    expect(step!.kept.get('first.running')!.data[0]).toBeCloseTo(1.75, 12);
    expect(tied.program!.states.map(({ id }) => id)).toEqual(['first.calls', 'first.running']);
  });

  test('are passed on along a chain', () => {
    const chain = result({ third: ['encoder.scale'] }, [
      'first.weights > second.weights',
      'second.weights > third.weights',
      'data.embedding > third.embedding',
      'third.embedding > loss.factors',
    ]);
    expect(chain.program!.weights.map(({ id }) => id)).toEqual(['first.w']);
  });

  test('of a teacher are the teacher’s', () => {
    const teacher = result({ ema: ['flow.ema'], third: ['encoder.scale'] }, [
      'first.weights > ema.weights',
      'ema.weights > second.weights',
      'second.weights > third.weights',
      'data.embedding > third.embedding',
    ]);
    expect(teacher.program!.weights.map(({ id }) => id)).toEqual(['first.w', 'ema.first.w']);
    expect(teacher.gradient.weights.get('third')).toBe('ema');
  });
});

describe('a weights wire that cannot be is refused', () => {
  const problems = (nodes: Nodes, wires: readonly string[]) =>
    result(nodes, wires).diagnostics.map(({ code, at }) => [code, at.node]);

  test('between different types', () => {
    const nodes: Nodes = { head: ['head.scale'] };
    const wires = ['data.embedding > head.embedding', 'head.embedding > loss.factors'];
    const refused = [['GRAPH_TIED_ARCHITECTURE', 'head']];
    expect(problems(nodes, [...wires, 'first.weights > head.weights'])).toEqual(refused);
    const behind = [...wires, 'first.weights > ema.weights', 'ema.weights > head.weights'];
    expect(problems({ ...nodes, ema: ['flow.ema'] }, behind)).toEqual(refused);
  });

  test('in a circle', () => {
    const wires = ['first.weights > second.weights', 'second.weights > first.weights'];
    expect(problems({}, wires)).toEqual([['GRAPH_CYCLE', 'first']]);
    const behind = ['first.weights > ema.weights', 'ema.weights > first.weights'];
    expect(problems({ ema: ['flow.ema'] }, behind)).toEqual([['GRAPH_CYCLE', 'first']]);
  });

  test('where several modules could be meant', () => {
    const nodes: Nodes = { ema: ['flow.ema'], teacher: ['encoder.scale', { depth: 3 }] };
    const wires = [
      'first.weights > ema.weights',
      'second.weights > ema.weights',
      'ema.weights > teacher.weights',
      'data.embedding > teacher.embedding',
    ];
    expect(problems(nodes, wires)).toEqual([['GRAPH_AMBIGUOUS_WEIGHTS', 'teacher']]);
    const told: Nodes = { ...nodes, teacher: NODES.second };
    expect(result(told, wires).program!.weights.map(({ id }) => id)).toContain('ema.second.w');
  });
});
