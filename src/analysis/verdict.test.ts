import { describe, expect, test } from 'vitest';
import { verdict, type RunMeasurements, type VerdictKind } from './verdict.ts';

/** A falling loss with a little noise that repeats. */
function losses(steps: number, from: number, to: number): RunMeasurements['losses'] {
  return Array.from({ length: steps }, (_, i) => ({
    step: i + 1,
    loss: to + (from - to) * Math.exp((-5 * i) / steps) + 0.01 * Math.sin(7 * i),
  }));
}

const untrained = { stdTimesRootD: 0.8246, rawStd: 0.3379, rankMe: 85.44, knn: 0.9807 };

function run(changes: Partial<RunMeasurements> = {}, metrics = {}, knn = 0.98): RunMeasurements {
  const measured = { stdTimesRootD: 0.98, rawStd: 0.587, rankMe: 27.4, ...metrics };
  return {
    losses: losses(300, 5.9, 3.4),
    embedding: [200, 250, 300].map((step) => ({ step, metrics: measured })),
    retrieval: [{ step: 300, metrics: { knn } }],
    untrained,
    rows: 400,
    dimension: 128,
    ...changes,
  };
}

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

  test('by a loss that explodes', () => {
    expect(verdict(run({ losses: losses(300, 5, 5000) })).kind).toBe('diverged');
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
});
