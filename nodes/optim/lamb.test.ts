import { expect, test } from 'vitest';
import { BIAS, compileBowls, KERNEL, weightsAfter, type Bowl } from '../../src/compiler/testing/bowls.ts';
import { lamb } from './lamb.ts';

const STEPS = 6;

function trained(
  params: Readonly<Record<string, number | string | boolean>>,
  kernel: Bowl = KERNEL,
  steps = STEPS,
) {
  const { diagnostics, program } = compileBowls(
    [lamb],
    { kernel, bias: BIAS },
    ['optim.lamb', { learningRate: 0.1, weightDecay: 0.1, ...params }],
    STEPS,
  );
  expect(diagnostics).toEqual([]);
  return weightsAfter(program!, steps);
}
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 10) as number);

// expected: algorithm 2 of the paper written out tensor by tensor in float64
const ADAPTED = close([
  0.794759804221, 0.167543805929, 0.800833454353, 0.174831777535, 0.48776849309, 0.166683712532,
]);

test('leaves norms and biases to Adam, without decay', () => {
  const bias = close([-0.339999555239, 0.635308049393, 0.843851819114]);
  expect(trained({})).toEqual({ kernel: ADAPTED, bias });
});

test('adapts and decays them too on request', () => {
  const bias = close([0.0747526047354, 0.412420524369, 0.416877437709]);
  expect(trained({ excludeNormAndBias: false })).toEqual({ kernel: ADAPTED, bias });
});

test('takes the step of Adam where a weight is zero', () => {
  // Adam’s first step is the learning rate, in the direction of the target
  const { kernel } = trained({}, { ...KERNEL, start: 0 }, 1);
  const expected = [0.1, -0.1, 0.1, 0, 0.1, -0.1];
  expect(kernel).toEqual(expected.map((value) => expect.closeTo(value, 6) as number));
});

test('the first step of a tensor is as long as the learning rate times the tensor', () => {
  const { kernel } = trained({}, KERNEL, 1);
  const length = Math.hypot(...kernel!.map((value) => value - 0.5));
  expect(length).toBeCloseTo(0.1 * Math.hypot(...kernel!.map(() => 0.5)), 10);
});
