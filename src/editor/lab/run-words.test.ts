import { describe, expect, test } from 'vitest';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { IDLE_RUN, type RunState } from '../../runtime/run-state.ts';
import { checkpointOf } from '../../runtime/testing/fake-trainer.ts';
import { tinyProgram } from '../../runtime/testing/tiny-program.ts';
import { mainAction } from './main-action.ts';
import { problemList, problemNode } from './problem-list.ts';
import { runSummary } from './run-summary.ts';

const program = tinyProgram();
const state = (change: Partial<RunState>): RunState => ({ ...IDLE_RUN, steps: 100, ...change });
const paused = state({ status: 'paused', step: 5, checkpoint: checkpointOf(program, 5) });

describe('the main button', () => {
  const label = (run: RunState, pending: Parameters<typeof mainAction>[0]['pending'] = null, of = program) =>
    mainAction({ run, pending }, of).label;

  test('trains, pauses and resumes', () => {
    expect(label(state({}))).toBe('Train');
    expect(label(state({ status: 'running' }))).toBe('Pause');
    expect(label(paused)).toBe('Resume');
    expect(label({ ...paused, status: 'failed' })).toBe('Resume');
    expect(label({ ...paused, status: 'finished' })).toBe('Resume');
  });

  test('begins anew after the last step, or where the weights do not fit', () => {
    expect(label(state({ status: 'finished', checkpoint: checkpointOf(program, 100) }))).toBe('Train');
    expect(label(paused, null, tinyProgram({ width: 3 }))).toBe('Train');
    expect(label({ ...paused, status: 'failed', checkpoint: null })).toBe('Train');
  });

  test('resumes a paused run whose drawing has errors, to be told them', () => {
    expect(mainAction({ run: paused, pending: null }, null)).toEqual({
      kind: 'resume',
      label: 'Resume',
      enabled: true,
    });
  });

  test('waits for what was asked before', () => {
    expect(mainAction({ run: state({ status: 'starting' }), pending: null }, program).enabled).toBe(false);
    expect(mainAction({ run: state({ status: 'running' }), pending: 'pausing' }, program).enabled).toBe(
      false,
    );
    expect(mainAction({ run: paused, pending: 'stepping' }, program).enabled).toBe(false);
  });
});

test('the line under the progress bar', () => {
  const clock = { timed: 9, step: 40, seconds: 5, secondsPerStep: 0.5 };
  const at = (change: Partial<RunState>) => runSummary(state({ step: 40, clock, ...change }));
  expect(at({ status: 'running' })).toBe('30 s left · 2.0 steps/s');
  expect(at({ status: 'running', clock: IDLE_RUN.clock })).toBe('Running');
  expect(at({ status: 'paused' })).toBe('Paused · 30 s left');
  expect(at({ status: 'finished', finish: { reason: 'complete', stepsPerSecond: 8, digest: null } })).toBe(
    'Finished · 8.0 steps/s',
  );
  expect(at({ status: 'finished', finish: { reason: 'stopped', stepsPerSecond: null, digest: null } })).toBe(
    'Stopped',
  );
});

test('problems are listed once, the gravest first', () => {
  const warning = diagnose('GRAD_UNREACHABLE', { node: 'a' }, { node: 'a' });
  const error = diagnose('GRAPH_NO_DATA', {});
  expect(problemList([warning], [error, { ...warning }])).toEqual([error, warning]);
});

test('a problem leads to its node, or to where its wire ends', () => {
  expect(problemNode(diagnose('GRAPH_SELF_WIRE', { node: 'x' }, { node: 'x' }))).toBe('x');
  const wire = diagnose('GRAPH_DUPLICATE_WIRE', { edge: 'a.out->b.in' }, { edge: 'a.out->b.in' });
  expect(problemNode(wire)).toBe('b');
  expect(problemNode(diagnose('GRAPH_NO_DATA', {}))).toBeNull();
  expect(problemNode(diagnose('GRAPH_NO_DATA', {}, {}, { related: [{ node: 'y' }] }))).toBe('y');
});
