import { describe, expect, test } from 'vitest';
import { assignments, losses, run, untrained } from './testing/measured-run.ts';
import { verdict, type VerdictKind } from './verdict.ts';

/**
 * Measured once: means of three seeds after 1,050 steps on 8×8 digits, projector of 128 dimensions. kNN of the untrained
 * network is 98 % already, so it tells hardly any of these apart.
 */
const digits: [string, number, number, number, number, number, VerdictKind][] = [
  // name, final loss, std·√d, raw std, RankMe, kNN
  ['SimCLR', 3.3957, 0.9801, 0.5867, 27.435, 0.979, 'healthy'],
  ['SimSiam', -0.6321, 0.9977, 1.0, 53.9982, 0.9731, 'healthy'],
  ['SimSiam without stop-gradient', -0.9256, 0.7171, 1.0, 5.5039, 0.9513, 'dimensional collapse'],
  ['… with affine output norm', -0.9779, 0.2771, 0.7691, 7.2806, 0.9463, 'dimensional collapse'],
  ['… without output norm', -0.9982, 0.0575, 0.8366, 9.7035, 0.9723, 'complete collapse'],
  ['SimSiam without predictor', -0.889, 0.9377, 1.0, 7.3795, 0.9597, 'dimensional collapse'],
  ['… without output norm', -0.9954, 0.0688, 0.3343, 12.3148, 0.9773, 'complete collapse'],
  ['BYOL', -0.6954, 0.8746, 0.3493, 56.0003, 0.9731, 'healthy'],
  ['BYOL without predictor', -0.9942, 0.0748, 0.32, 12.9853, 0.9773, 'complete collapse'],
  ['VICReg', 15.9967, 0.8838, 0.5243, 18.1726, 0.9723, 'healthy'],
  ['VICReg, invariance only', 0.0083, 0.6009, 0.0128, 85.182, 0.9026, 'complete collapse'],
  ['VICReg without covariance', 3.3266, 0.994, 1.01, 3.3999, 0.9479, 'dimensional collapse'],
  ['Barlow Twins', 2.9351, 0.9004, 0.5889, 35.0926, 0.9832, 'healthy'],
  ['Barlow Twins, diagonal only', 0.1065, 0.9808, 2.0761, 5.9955, 0.9572, 'dimensional collapse'],
  ['DINO', 2.0852, 0.7003, 0.4843, 30.668, 0.979, 'healthy'],
  ['DINO without sharpening', 4.1601, 0.2098, 0.371, 22.4131, 0.9773, 'complete collapse'],
  ['DINO without momentum', 3.4841, 0.2475, 4.0733, 2.9968, 0.9144, 'dimensional collapse'],
  ['SwAV', 2.5751, 0.885, 0.497, 32.9824, 0.9807, 'healthy'],
  ['SwAV without Sinkhorn', 0.0012, 0.1083, 0.4251, 17.3007, 0.9798, 'complete collapse'],
];

test.each(digits)('%s', (_, loss, stdTimesRootD, rawStd, rankMe, knn, kind) => {
  const measured = run({ losses: losses(1050, loss + 1.5, loss) }, { stdTimesRootD, rawStd, rankMe }, knn);
  expect(verdict(measured).kind).toBe(kind);
});

type AssignedRow = [...(typeof digits)[number], number, number, number | undefined];

/** From the same measurements: the teacher's assignments to 64 prototypes (ln 64 = 4.159), codes for SwAV. */
const assigned: AssignedRow[] = [
  // name, final loss, std·√d, raw std, RankMe, kNN, verdict, entropy, entropy of the mean, KL to the student
  ['DINO', 2.0852, 0.7003, 0.4843, 30.668, 0.979, 'healthy', 1.6031, 3.3181, 0.4821],
  ['… without centring', 0.0959, 0.2659, 0.3566, 29.1829, 0.9824, 'cluster collapse', 0.0457, 0.2018, 0.0502],
  [
    '… without sharpening',
    4.1601,
    0.2098,
    0.371,
    22.4131,
    0.9773,
    'cluster collapse',
    4.1566,
    4.1589,
    0.0035,
  ],
  ['… sharpened little', 4.1594, 0.211, 0.368, 22.5759, 0.9782, 'cluster collapse', 4.154, 4.1589, 0.0054],
  [
    '… with a slow centre',
    0.2117,
    0.3098,
    0.3858,
    27.3986,
    0.9782,
    'cluster collapse',
    0.0925,
    0.4681,
    0.1192,
  ],
  [
    '… without momentum',
    3.4841,
    0.2475,
    4.0733,
    2.9968,
    0.9144,
    'dimensional collapse',
    3.1704,
    3.7123,
    0.3137,
  ],
  ['SwAV', 2.5751, 0.885, 0.497, 32.9824, 0.9807, 'healthy', 2.0535, 4.1292, undefined],
  ['… without Sinkhorn', 0.0012, 0.1083, 0.4251, 17.3007, 0.9798, 'cluster collapse', 0, 0, undefined],
];

test.each(assigned)(
  '%s, by its assignments',
  (_, loss, stdTimesRootD, rawStd, rankMe, knn, kind, entropy, meanEntropy, kl) => {
    const distribution = assignments(entropy, meanEntropy, kl);
    const changes = { losses: losses(1050, loss + 1.5, loss), distribution };
    expect(verdict(run(changes, { stdTimesRootD, rawStd, rankMe }, knn)).kind).toBe(kind);
  },
);

describe('an embedding of any layer', () => {
  // features behind a ReLU share a large mean: their directions are alike before any training
  const flat = { ...untrained, stdTimesRootD: 0.1, rankMe: 2.2, knn: 0.5 };

  test('what is flat by nature is no collapse while neighbours get better', () => {
    expect(verdict(run({ untrained: flat }, { stdTimesRootD: 0.09, rankMe: 2.1 }, 0.7)).kind).toBe('healthy');
  });

  test('but is one where they do not, or where the training has flattened it', () => {
    const same = run({ untrained: flat }, { stdTimesRootD: 0.09, rankMe: 20 }, 0.5);
    expect(verdict(same).kind).toBe('complete collapse');
    const flattened = run({ untrained: flat }, { stdTimesRootD: 0.02, rankMe: 20 }, 0.7);
    expect(verdict(flattened).kind).toBe('complete collapse');
    const lost = run({ untrained: flat }, { stdTimesRootD: 0.5, rankMe: 1.1 }, 0.7);
    expect(verdict(lost).kind).toBe('dimensional collapse');
  });

  // Barlow Twins, small, after 1,500 steps: its loss does not see a mean that all embeddings share
  test('points that stay apart and have moved away together are no collapse while neighbours get better', () => {
    const even = { ...untrained, stdTimesRootD: 0.99, rawStd: 0.5, knn: 0.5 };
    const moved = { stdTimesRootD: 0.2, rawStd: 0.5 };
    expect(verdict(run({ untrained: even }, moved, 0.6)).kind).toBe('healthy');
    expect(verdict(run({ untrained: even }, moved, 0.5)).kind).toBe('complete collapse');
    expect(verdict(run({ untrained: even }, { ...moved, rawStd: 0.1 }, 0.6)).kind).toBe('complete collapse');
    expect(verdict(run({ untrained: even }, { ...moved, stdTimesRootD: 0.1 }, 0.6)).kind).toBe(
      'complete collapse',
    );
  });

  test('a rank that was low already is not lost', () => {
    const few = { ...untrained, rankMe: 10 };
    expect(verdict(run({ untrained: few }, { rankMe: 8 })).kind).toBe('healthy');
    expect(verdict(run({ untrained: few }, { rankMe: 4 })).kind).toBe('dimensional collapse');
  });
});

test.each([
  ['falling below 0', 0.5, -3, 'healthy'],
  ['falling from below 0', -1, -9, 'healthy'],
  ['parked below 0', -4, -4, 'not learning'],
  ['rising to 0', -4, 0, 'not learning'],
  ['growing out of bounds from below 0', -1, 900, 'diverged'],
] as const)('a loss %s', (_, from, to, kind) => {
  expect(verdict(run({ losses: losses(300, from, to) })).kind).toBe(kind);
});

test('the evidence holds the numbers and what they are compared with', () => {
  const { evidence } = verdict(run({}, { rankMe: 3.4 }));
  expect(evidence[0]).toContain('few of its dimensions');
  expect(evidence.join('\n')).toContain('RankMe: 3.4 (of at most 128; untrained 85.4).');
  expect(evidence.join('\n')).toContain('kNN accuracy: 98.0 %, untrained 98.1 % — no difference');
});

describe('traps', () => {
  test('a constant with a little noise around 0 has a healthy std·√d and rank', () => {
    const shrunk = { stdTimesRootD: 1, rawStd: 1e-3, rankMe: 110 };
    expect(verdict(run({}, shrunk)).kind).toBe('complete collapse');
    expect(verdict(run({ untrained: null }, { ...shrunk, rawStd: 1e-5 })).kind).toBe('complete collapse');
  });

  test('a shrinking scale alone does no harm while neighbours get better', () => {
    const better = run({ untrained: { ...untrained, knn: 0.5 } }, { rawStd: 0.01 });
    expect(verdict(better).kind).toBe('healthy');
  });

  test('a high kNN on easy data does not excuse a collapse', () => {
    expect(verdict(run({}, { stdTimesRootD: 0.02, rankMe: 1.1 }, 0.98)).kind).toBe('complete collapse');
  });

  test('a low value is no collapse where the untrained network’s was lower still', () => {
    const low = { ...untrained, stdTimesRootD: 0.05, rankMe: 1.5 };
    expect(verdict(run({ untrained: low }, { stdTimesRootD: 0.1, rankMe: 3 })).kind).toBe('healthy');
  });

  test('a dip that has passed is no collapse', () => {
    const { embedding } = run();
    const dip = { step: 250, metrics: { stdTimesRootD: 0.01, rawStd: 0.001, rankMe: 1 } };
    expect(verdict(run({ embedding: [dip, embedding[2]!] })).kind).toBe('healthy');
  });

  test('few rows cap the rank', () => {
    const few = { untrained: null, rows: 16 };
    expect(verdict(run(few, { rankMe: 10 })).kind).toBe('healthy');
    expect(verdict(run(few, { rankMe: 1.1 })).kind).toBe('dimensional collapse');
  });
});

describe('diverged', () => {
  test('by a loss that is not finite, however early', () => {
    const broken = run({
      losses: [...losses(4, 5, 4), { step: 5, loss: NaN }],
      embedding: [],
      retrieval: [],
    });
    expect(verdict(broken)).toEqual({
      kind: 'diverged',
      evidence: ['The loss at step 5 is NaN, not a finite number.'],
    });
  });

  test('by an embedding that is not finite', () => {
    expect(verdict(run({}, { rankMe: NaN })).kind).toBe('diverged');
  });

  test('by assignments that are not finite', () => {
    expect(verdict(run({ distribution: assignments(NaN, NaN) })).kind).toBe('diverged');
  });

  test('by a loss that explodes', () => {
    expect(verdict(run({ losses: losses(300, 5, 5000) })).kind).toBe('diverged');
  });
});

describe('pitfall: a loss that rises while noise in MoCo’s queue gives way to keys', () => {
  // from queries on their keys against noise of 128 dimensions to all keys alike
  const rise = (size: number, temperature: number) =>
    losses(
      300,
      Math.log(1 + size * Math.exp(1 / (256 * temperature ** 2) - 1 / temperature)),
      Math.log(size + 1),
    );

  test.each([
    [1024, 0.2],
    [8192, 0.1],
    [65_536, 0.07],
  ])('is healthy while neighbours get better, %d rows at τ = %d', (size, temperature) => {
    const better = { untrained: { ...untrained, knn: 0.6 } };
    expect(verdict(run({ losses: rise(size, temperature), ...better })).kind).toBe('healthy');
  });

  test('and is no divergence where they do not', () => {
    expect(verdict(run({ losses: rise(8192, 0.1) })).kind).toBe('not learning');
  });
});

describe('too early', () => {
  test('after few steps, whatever was measured', () => {
    const early = run({ losses: losses(20, 5, 4) }, { stdTimesRootD: 0.01 });
    expect(verdict(early).kind).toBe('too early');
    expect(verdict(run({ losses: [], embedding: [], retrieval: [] })).kind).toBe('too early');
  });

  test('without a measurement of the representation', () => {
    expect(verdict(run({ embedding: [], retrieval: [] })).kind).toBe('too early');
  });
});

describe('not learning', () => {
  const parked = losses(300, 5.54, 5.54);

  test('a loss parked at its value with neighbours no better', () => {
    expect(verdict(run({ losses: parked })).kind).toBe('not learning');
    expect(verdict(run({ losses: parked, retrieval: [] })).kind).toBe('not learning');
  });

  test('but not where neighbours get better: some losses do not fall', () => {
    expect(verdict(run({ losses: parked, untrained: { ...untrained, knn: 0.6 } })).kind).toBe('healthy');
  });

  test('a falling loss whose features get worse', () => {
    expect(verdict(run({}, {}, 0.9)).kind).toBe('not learning');
  });

  // VICReg without its invariance term on emoji, means of three seeds: the projector's embeddings
  const before = { ...untrained, alignment: 1.04, stdTimesRootD: 0.8, knn: 0.53, twin: 0.157 };
  const spread = (changes = {}, twin = 0.143) =>
    run(
      { untrained: before, retrieval: [{ step: 300, metrics: { knn: 0.57, twin } }] },
      { rankMe: 60, stdTimesRootD: 0.774, alignment: 1.02, ...changes },
    );

  test('a falling loss that spreads embeddings and never brings views together, though kNN gets better', () => {
    const { kind, evidence } = verdict(spread());
    expect(kind).toBe('not learning');
    expect(evidence[0]).toContain('squared distance is 0.851 of that of different images, untrained 0.812');
  });

  test('but not where views have come closer, or are found among others more often', () => {
    expect(verdict(spread({ alignment: 0.4 })).kind).toBe('healthy');
    expect(verdict(spread({}, 0.19)).kind).toBe('healthy');
    expect(verdict(run()).kind).toBe('healthy');
  });
});
