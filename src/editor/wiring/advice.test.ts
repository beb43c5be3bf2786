import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { adviceFor } from './advice.ts';
import { testDrawing } from './test-drawing.ts';

const NODES = {
  encoder: 'encoder.convnet',
  teacher: 'encoder.convnet',
  ema: 'flow.ema',
  stop: 'flow.stopGradient',
  norm: 'math.l2Normalize',
  loss: 'loss.negativeCosine',
  prototypes: 'head.prototypes',
};
const advice = (wires: readonly string[]) => {
  const { graph, drawing } = testDrawing(registry, NODES, wires);
  return adviceFor(graph, drawing, registry.specs, graph.edges.at(-1)!);
};

describe('adviceFor', () => {
  it('says that gradient flows into a target, and offers a stop-gradient', () => {
    const given = advice(['encoder.embedding > loss.target']);
    expect(given?.code).toBe('GRAD_INTO_TARGET');
    expect(given?.fix).toMatchObject({
      kind: 'insertNode',
      title: 'Insert Stop-gradient',
      type: 'flow.stopGradient',
      edge: 'encoder.embedding->loss.target',
    });
  });

  it.each([
    ['the other input', ['encoder.embedding > loss.prediction']],
    ['a target behind a stop-gradient', ['encoder.embedding > stop.input', 'stop.output > loss.target']],
    [
      'a target from a moving average',
      ['encoder.weights > ema.weights', 'ema.weights > teacher.weights', 'teacher.embedding > loss.target'],
    ],
  ])('says nothing about %s', (_, wires) => {
    expect(advice(wires)).toBeNull();
  });

  it('says that prototypes usually get vectors of length 1, and offers to normalise', () => {
    const given = advice(['encoder.embedding > prototypes.embedding']);
    expect(given?.code).toBe('SHAPE_NOT_UNIT_LENGTH');
    expect(given?.fix).toMatchObject({ type: 'math.l2Normalize', title: 'Insert L2 normalise' });
  });

  it('knows that a stop-gradient leaves the length as it is', () => {
    expect(
      advice([
        'encoder.embedding > norm.input',
        'norm.output > stop.input',
        'stop.output > prototypes.embedding',
      ]),
    ).toBeNull();
  });
});
