import { describe, expect, test } from 'vitest';
import { BIAS, compileBowls, KERNEL, weightsAfter, type Bowl } from '../../src/compiler/testing/bowls.ts';
import { lars } from './lars.ts';

const STEPS = 6;
const PARAMS = { learningRate: 0.5, momentum: 0.9, weightDecay: 0.1, trustCoefficient: 0.1 };

/** The weights after six steps on two bowls. */
function trained(params: Readonly<Record<string, number | string | boolean>>, kernel: Bowl = KERNEL) {
  const { diagnostics, program } = compileBowls(
    [lars],
    { kernel, bias: BIAS },
    ['optim.lars', { ...PARAMS, ...params }],
    STEPS,
  );
  expect(diagnostics).toEqual([]);
  return weightsAfter(program!, STEPS);
}
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 10) as number);

// expected: the rule written out tensor by tensor in float64; biases by SGD without decay where they are spared
const SPARED = close([-0.9659, 0.49318, 1.95226]);

describe('norms and biases', () => {
  const kernel = close([
    0.636656123463, 0.0292955747378, 0.940336397826, 0.332975849101, 0.484815986282, -0.274384699625,
  ]);

  test('are left to plain SGD, without decay', () => {
    expect(trained({})).toEqual({ kernel, bias: SPARED });
  });

  test('are adapted and decayed on request', () => {
    const bias = close([0.0160106922578, 0.291292230778, 0.566573769298]);
    expect(trained({ excludeNormAndBias: false })).toEqual({ kernel, bias });
  });
});

test('pitfall: spared norms and biases learn at a rate of their own on request, kernels at theirs', () => {
  const schedule = { schedule: 'cosine', warmupSteps: 1, finalLearningRate: 0.01 };
  const { kernel } = trained(schedule);
  const { bias } = trained({
    ...schedule,
    learningRate: 0.024 * PARAMS.learningRate,
    finalLearningRate: 0.00024,
  });
  expect(trained({ ...schedule, exemptScale: 0.024 })).toEqual({
    kernel: close(kernel!),
    bias: close(bias!),
  });
});

test('divides by the norm of gradient and decay together on request', () => {
  const kernel = close([
    0.641042444674, 0.0141871350129, 0.954470099504, 0.327614789843, 0.484328617258, -0.299240519818,
  ]);
  expect(trained({ denominator: 'joint' })).toEqual({ kernel, bias: SPARED });
});

test('clips local rates to that of SGD', () => {
  const kernel = close([
    1.03769692248, -1.35206717742, 2.23257897243, -0.157185127473, 0.440255897502, -2.54694922738,
  ]);
  expect(trained({ trustCoefficient: 0.2, clipRate: true })['kernel']).toEqual(kernel);
});

test('takes the step of SGD where a weight is zero, and one of its own from then on', () => {
  const kernel = close([1.903020525, -1.903020525, 3.80604105001, 0, 0.951510262502, -3.80604105001]);
  expect(trained({}, { ...KERNEL, start: 0 })['kernel']).toEqual(kernel);
});

test('takes the step of SGD where a gradient is zero', () => {
  const atRest: Bowl = { shape: [2], start: 1, target: [1, 1] };
  // only the decay moves it: w ← w − 0.5·0.1·w
  const { program } = compileBowls([lars], { atRest }, ['optim.lars', PARAMS], STEPS);
  expect(weightsAfter(program!, 1)['atRest']).toEqual(close([0.95, 0.95]));
});
