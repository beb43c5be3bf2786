import { expect, test } from 'vitest';
import { countPlaywright, countVitest, withStatus } from './ci-counts.ts';

test('a test file that cannot be loaded counts as a failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [{}, {}, {}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 5, failed: 2 });
});

test('an error outside the end-to-end tests counts as a failure', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1 };
  expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 4, failed: 1 });
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 2 });
});

test('a command that failed has at least one failure', () => {
  expect(withStatus({ passed: 7, failed: 0 }, false)).toEqual({ passed: 7, failed: 1 });
  expect(withStatus({ passed: 7, failed: 3 }, false)).toEqual({ passed: 7, failed: 3 });
  expect(withStatus({ passed: 7, failed: 0 }, true)).toEqual({ passed: 7, failed: 0 });
});
