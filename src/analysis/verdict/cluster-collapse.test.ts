import { expect, test } from 'vitest';
import { assignments, run, untrained } from '../testing/measured-run.ts';
import { verdict } from '../verdict.ts';

test('is said before all else, with the numbers it shows in', () => {
  const one = verdict(run({ distribution: assignments(0.0457, 0.2018, 0.05) }));
  expect(one.kind).toBe('cluster collapse');
  expect(one.evidence[0]).toBe(
    'All images are assigned to one prototype: the entropy of each assignment (0.0457) and that of their mean (0.202) are near 0, of ln K = 4.16.',
  );
  expect(one.evidence).toContain('entropy of the mean: 0.202 (of at most ln 64 = 4.16).');
  const all = verdict(run({ distribution: assignments(4.1566, 4.1589, 0.0035) }));
  expect(all.evidence[0]).toContain('assigned to all prototypes alike');
  expect(all.evidence[0]).toContain('the student agrees (KL 0.0035)');
  expect(all.evidence).toContain('perplexity: 64 (of at most 64).');
});

test('the untrained values stand beside', () => {
  const before = { ...untrained, entropy: 3.9, meanEntropy: 4.1 };
  const { evidence } = verdict(run({ untrained: before, distribution: assignments(1.6, 3.3, 0.5) }));
  expect(evidence).toContain('entropy: 1.6 (of at most ln 64 = 4.16; untrained 3.9).');
});

test('sharp assignments are none while they differ', () => {
  expect(verdict(run({ distribution: assignments(0, 3.9) })).kind).toBe('healthy');
});

test('evenly used prototypes are none while assignments are sharp', () => {
  expect(verdict(run({ distribution: assignments(2, 4.1589, 0.001) })).kind).toBe('healthy');
});

test('uniform assignments that the student has yet to learn are none', () => {
  expect(verdict(run({ distribution: assignments(4.158, 4.1588, 0.4) })).kind).toBe('healthy');
  expect(verdict(run({ distribution: assignments(4.158, 4.1588) })).kind).toBe('cluster collapse');
});

test('with few classes two in use are no collapse; with many, one is', () => {
  // 60 and 40 of 100 images; 97 and 3; 95 of 100 in one of 65,536
  expect(verdict(run({ distribution: assignments(0, 0.673, undefined, 2) })).kind).toBe('healthy');
  expect(verdict(run({ distribution: assignments(0, 0.135, undefined, 2) })).kind).toBe('cluster collapse');
  expect(verdict(run({ distribution: assignments(0, 0.37, undefined, 65536) })).kind).toBe(
    'cluster collapse',
  );
  expect(verdict(run({ distribution: assignments(0, 1.5, undefined, 65536) })).kind).toBe('healthy');
});

test('one image tells nothing of the others, one class nothing at all', () => {
  const alone = assignments(0, 0).map(({ step, metrics: { classes, entropy } }) => ({
    step,
    metrics: { classes: classes!, entropy: entropy! },
  }));
  expect(verdict(run({ distribution: alone })).kind).toBe('healthy');
  expect(verdict(run({ distribution: assignments(0, 0, 0, 1) })).kind).toBe('healthy');
});

test('a dip that has passed is none', () => {
  const [first, , last] = assignments(2, 3.5);
  const dip = { step: 250, metrics: assignments(0, 0)[0]!.metrics };
  expect(verdict(run({ distribution: [first!, dip, last!] })).kind).toBe('healthy');
});

test('is seen without any other probe, and judged no earlier than they are', () => {
  const alone = { embedding: [], retrieval: [], untrained: null, rows: 0, dimension: 0 };
  const collapsed = assignments(0, 0);
  expect(verdict(run({ ...alone, distribution: collapsed })).kind).toBe('cluster collapse');
  const early = collapsed.map(({ metrics }) => ({ step: 40, metrics }));
  expect(verdict(run({ ...alone, distribution: early })).kind).toBe('too early');
});
