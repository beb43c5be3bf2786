import { beforeAll, describe, expect, test } from 'vitest';
import { l2Normalize } from '../../nodes/math/l2-normalize.ts';
import { negativeCosine } from '../../nodes/loss/negative-cosine.ts';
import { softmax } from '../../nodes/target/softmax.ts';
import { evaluateOn, oneView, viewSet } from '../../nodes/testing/evaluate-on.ts';
import { useBackend } from '../../nodes/testing/run-on.ts';
import type { Signal } from '../spec/node-context.ts';
import { compileFixture } from './fixture.ts';

const first = [
  [1, 2, 3],
  [3, 1, 0],
];
const second = [
  [0, 1, 0],
  [2, 2, 5],
];

beforeAll(() => useBackend('cpu'));

describe('a set of views', () => {
  test('comes back in the form it was given in, with its gradient', async () => {
    const { outputs, grads } = await evaluateOn(softmax, { inputs: { logits: viewSet(first, second) } });
    expect(outputs['distribution']!.shape).toEqual([2, 2, 3]);
    expect(grads['logits']!.shape).toEqual([2, 2, 3]);
    const alone = await evaluateOn(softmax, { inputs: { logits: oneView(second) } });
    expect(outputs['distribution']!.data.slice(6)).toEqual(alone.outputs['distribution']!.data);
  });

  test('is one of views also where it has one', async () => {
    const { outputs } = await evaluateOn(softmax, { inputs: { logits: viewSet(first) } });
    expect(outputs['distribution']!.shape).toEqual([1, 2, 3]);
  });

  test('takes a cotangent of its form', async () => {
    const cotangent = viewSet(
      [
        [1, 0, 0],
        [0, 0, 0],
      ],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
    );
    const { grads } = await evaluateOn(softmax, { inputs: { logits: viewSet(first, second), cotangent } });
    const [p] = (await evaluateOn(softmax, { inputs: { logits: oneView(first) } })).outputs['distribution']!
      .data;
    expect(grads['logits']!.data[0]).toBeCloseTo(p! * (1 - p!), 6);
    expect(grads['logits']!.data.slice(3).every((slope) => slope === 0)).toBe(true);
  });

  test('reaches the node as views: a loss pairs them', async () => {
    const unlike = viewSet(first, second);
    const swapped = viewSet(second, first);
    const { outputs } = await evaluateOn(negativeCosine, { inputs: { prediction: unlike, target: swapped } });
    expect(outputs['loss']!.data[0]).toBeCloseTo(-1, 6);
  });

  test('the batch size is that of a view', () => {
    let batch = 0;
    const forward: typeof softmax.forward = (context) => {
      batch = context.batchSize;
      return softmax.forward!(context);
    };
    compileFixture({ ...softmax, forward }, {}, { logits: viewSet(first, second, first) });
    expect(batch).toBe(2);
  });
});

test('three axes on a port that takes tokens are those of one view', () => {
  let seen: Signal | undefined;
  const forward: typeof l2Normalize.forward = (context) => {
    seen = context.input('input');
    return l2Normalize.forward!(context);
  };
  compileFixture({ ...l2Normalize, forward }, {}, { input: viewSet(first, second) });
  expect(seen).toMatchObject({ views: 1, tensor: { shape: [2, 2, 3] } });
});
