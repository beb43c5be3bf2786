import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import type { Program } from '../ir/program.ts';
import { BIAS, compileBowls, KERNEL, weightsAfter, type Bowl } from './testing/bowls.ts';
import { simulate } from './testing/simulate.ts';

const STEPS = 6;

const PREDICTOR: Record<string, Bowl> = {
  'predictor.kernel': { shape: [2], start: -0.5, target: [1, 3], options: { part: 'predictor' } },
  'predictor.bias': {
    shape: [2],
    start: 0.1,
    target: [0, -1],
    options: { part: 'predictor', decay: false },
  },
};
const LAST: Bowl = { shape: [3], start: 0.5, target: [2, -1, 4], options: { frozenSteps: 2 } };
const ROWS: Bowl = {
  shape: [2, 4],
  start: 0.5,
  target: [1, 0, 0, 2, 0, 3, -1, 0],
  options: { unitRows: true },
};

type Arguments = Parameters<typeof compileBowls>;

function compiled(bowls: Arguments[1], optimiser: Arguments[2]): Program {
  const { diagnostics, program } = compileBowls(registry.specs, bowls, optimiser, STEPS);
  expect(diagnostics).toEqual([]);
  return program!;
}

const after = (program: Program, steps = STEPS) => weightsAfter(program, steps);

/** As many digits as the reference was printed with. */
const close = (weights: Readonly<Record<string, readonly number[]>>) =>
  Object.fromEntries(
    Object.entries(weights).map(([name, values]) => [
      name,
      values.map((value) => expect.closeTo(value, 10) as number),
    ]),
  );

const slots = ({ states }: Program) => states.map(({ id }) => id).sort();

// reference numbers without another source: torch.optim of PyTorch 1.13 in float64, with parameter groups

describe('groups', () => {
  const all = { kernel: KERNEL, bias: BIAS, ...PREDICTOR };

  test('one group where nothing tells tensors apart, two where some are decayed', () => {
    const plain = compiled(all, ['optim.sgd', { weightDecay: 0 }]);
    expect(slots(plain)).toEqual(['optimiser.velocity.all']);
    expect(plain.states[0]!.shape).toEqual([13]);
    const decayed = compiled(all, ['optim.sgd', { weightDecay: 0.1 }]);
    expect(slots(decayed)).toEqual(['optimiser.velocity.decayed', 'optimiser.velocity.exempt']);
  });

  test('a predictor’s group only where its rate differs', () => {
    const program = compiled(all, ['optim.sgd', { weightDecay: 0.1, predictorScale: 2 }]);
    expect(slots(program)).toEqual([
      'optimiser.velocity.decayed',
      'optimiser.velocity.decayed.predictor',
      'optimiser.velocity.exempt',
      'optimiser.velocity.exempt.predictor',
    ]);
    // a constant rate is constant for all
    const same = compiled(all, ['optim.sgd', { schedule: 'constant', predictorRate: 'constant' }]);
    expect(slots(same)).toEqual(['optimiser.velocity.all']);
  });

  test('a predictor keeps its highest rate while the others’ falls', () => {
    const program = compiled(all, [
      'optim.sgd',
      {
        learningRate: 0.1,
        schedule: 'cosine',
        warmupSteps: 2,
        finalLearningRate: 0.01,
        weightDecay: 0.1,
        predictorRate: 'constant',
        predictorScale: 2,
      },
    ]);
    expect(after(program)).toEqual(
      close({
        kernel: [
          0.855518396658, -0.724563366267, 1.64555927812, 0.0654775151957, 0.460497955927, -1.51460424773,
        ],
        bias: [-0.755381942734, 0.451076388547, 1.65753471983],
        'predictor.kernel': [1.93994822221, 5.08826850893],
        'predictor.bias': [-0.0708974, -1.7798714],
      }),
    );
  });

  test('a predictor’s factor scales a rate that follows the schedule', () => {
    const program = compiled(all, [
      'optim.adamw',
      {
        learningRate: 0.1,
        schedule: 'cosine',
        warmupSteps: 2,
        finalLearningRate: 0.01,
        weightDecay: 0.1,
        predictorScale: 0.5,
      },
    ]);
    expect(after(program)).toEqual(
      close({
        kernel: [
          0.835975669228, 0.119348191336, 0.844463022024, 0.129698529145, 0.45510872006, 0.118276054172,
        ],
        bias: [-0.117250520691, 0.572542028302, 0.618237488848],
        'predictor.kernel': [-0.307633916837, -0.307339524081],
        'predictor.bias': [-0.0480715166717, -0.0843372753867],
      }),
    );
  });
});

describe('weight decay that rises along half a cosine', () => {
  const decay = { weightDecay: 0.04, weightDecaySchedule: 'cosine', finalWeightDecay: 0.4 };
  const bowls = { kernel: KERNEL, bias: BIAS };

  test('decoupled', () => {
    expect(after(compiled(bowls, ['optim.adamw', { learningRate: 0.1, ...decay }]))).toEqual(
      close({
        kernel: [
          0.950889756858, -0.10969016658, 0.985612685439, -0.0625334048015, 0.446923344749, -0.113563344608,
        ],
        bias: [-0.340000060979, 0.635308379044, 0.84385217578],
      }),
    );
  });

  test('in the gradient', () => {
    const program = compiled(bowls, ['optim.sgd', { learningRate: 0.1, nesterov: true, ...decay }]);
    expect(after(program)).toEqual(
      close({
        kernel: [
          0.891479941444, -1.19498572835, 1.93471277634, -0.151752893452, 0.369863523996, -2.23821856324,
        ],
        bias: [-1.31860485821, 0.563720971642, 2.4460468015],
      }),
    );
  });
});

describe('clipping, as clip_grad_norm_', () => {
  const bowls = { kernel: KERNEL, bias: BIAS };
  const params = { learningRate: 0.5, momentum: 0, clipNorm: 2.5 };

  test('of each tensor by itself', () => {
    expect(after(compiled(bowls, ['optim.sgd', { ...params, clip: 'perTensor' }]))).toEqual(
      close({
        kernel: [0.990198091955, -0.970594275866, 1.97059427587, 0.0098019080447, 0.5, -1.95099045978],
        bias: [-0.98046875, 0.49609375, 1.97265625],
      }),
    );
  });

  test('of all as one vector', () => {
    expect(after(compiled(bowls, ['optim.sgd', { ...params, clip: 'global' }]))).toEqual(
      close({
        kernel: [0.988319503077, -0.964958509232, 1.96495850923, 0.0116804969228, 0.5, -1.94159751539],
        bias: [-0.970798757693, 0.494159751539, 1.95911826077],
      }),
    );
  });

  test('leaves the gradients that probes see as they are', () => {
    const program = compiled(bowls, ['optim.sgd', { ...params, clip: 'global' }]);
    const { values } = simulate(program, 1)[0]!;
    const bias = program.gradients.find(({ weight }) => weight === 'bowls.bias')!;
    expect([...values.get(bias.value)!.data]).toEqual([1.25, -0.25, -1.75]);
  });
});

describe('a weight frozen for two steps, as if its gradient were None', () => {
  const bowls = { kernel: KERNEL, last: LAST };
  const params = { learningRate: 0.1, weightDecay: 0.1, clip: 'global', clipNorm: 1 };
  const references: readonly (readonly [string, Readonly<Record<string, readonly number[]>>])[] = [
    [
      'optim.adamw',
      {
        kernel: [
          0.989041219049, -0.0871433215406, 1.03012046179, -0.0376101094854, 0.477278007963, -0.0928766672126,
        ],
        last: [0.873787120421, 0.0870302536503, 0.874711284883],
      },
    ],
    [
      'optim.adam',
      {
        kernel: [
          0.823173283974, -0.0713009794037, 1.05501448561, -0.0324796590496, 0.289129879663, -0.0773177367585,
        ],
        last: [0.897586600041, 0.101534807744, 0.900062969598],
      },
    ],
    [
      'optim.sgd',
      {
        kernel: [
          0.620877495573, -0.182668040002, 1.02265026336, 0.219104727786, 0.41999111168, -0.58444080779,
        ],
        last: [0.724054947855, 0.189814389206, 1.08021532029],
      },
    ],
  ];

  test.each(references)('%s', (type, expected) => {
    const program = compiled(bowls, [type, params]);
    expect(after(program, 2)['last']).toEqual([0.5, 0.5, 0.5]);
    expect(after(program)).toEqual(close(expected));
  });

  test('keeps its slots empty until then', () => {
    const course = simulate(compiled(bowls, ['optim.sgd', { ...params, weightDecay: 0 }]), 3);
    const velocity = course.map(({ kept }) => [...kept.get('optimiser.velocity.all.frozen2')!.data]);
    expect(velocity.slice(0, 2)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(velocity[2]!.every((v) => v !== 0)).toBe(true);
  });
});

describe('rows of length 1', () => {
  const params = { learningRate: 0.1, momentum: 0.9 };
  const kernel = [1.128304, -1.384912, 2.384912, -0.128304, 0.5, -2.64152];

  test('after each update', () => {
    expect(after(compiled({ kernel: KERNEL, rows: ROWS }, ['optim.sgd', params]))).toEqual(
      close({
        kernel,
        rows: [
          0.409602260146, -0.0850885075703, -0.0850885075703, 0.904293027863, -0.0616139708136,
          0.917532764358, -0.387996215871, -0.0616139708136,
        ],
      }),
    );
  });

  test('of a weight that is frozen at first', () => {
    const frozen: Bowl = { ...ROWS, options: { unitRows: true, frozenSteps: 1 } };
    const program = compiled({ kernel: KERNEL, rows: frozen }, ['optim.sgd', params]);
    expect(after(program)).toEqual(
      close({
        kernel,
        rows: [
          0.424351442118, -0.0536145804599, -0.0536145804599, 0.902317464697, -0.0487552421996,
          0.925113317667, -0.373378095489, -0.0487552421996,
        ],
      }),
    );
  });
});
