import { expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import simsiam from '../../templates/simsiam.json' with { type: 'json' };
import type { RunEvent } from '../../workers/protocol.ts';
import { compile } from '../compiler/compile.ts';
import { parseDocument } from '../document/parse.ts';
import { runMeasurements } from '../cli/training/run-measurements.ts';
import { measurementsOf } from './measurements-of.ts';
import { reduceRun } from './reduce-run.ts';
import { IDLE_RUN } from './run-state.ts';

const parsed = parseDocument(JSON.stringify(simsiam));
const program = compile(parsed.ok ? parsed.value : (undefined as never), registry).program!;

const step = (at: number, loss: number): RunEvent => ({
  kind: 'step',
  step: at,
  loss,
  losses: { optimiser: loss },
  learningRate: 0.1,
  seconds: at,
});
const probe = (at: number, node: string, metrics: Record<string, number>, untrained = false): RunEvent => ({
  kind: 'probe',
  step: at,
  node,
  metrics,
  untrained: untrained ? metrics : null,
});

test('the state of a run and its events tell a verdict the same', () => {
  const events: RunEvent[] = [
    probe(0, 'embeddingProbe', { rawStd: 0.4, rankMe: 20 }, true),
    probe(0, 'retrievalProbe', { twin: 0.15 }, true),
    step(1, -0.1),
    step(2, -0.2),
    probe(2, 'embeddingProbe', { rawStd: 0.3, rankMe: 18 }),
    step(3, -0.25),
    probe(3, 'retrievalProbe', { twin: 0.16 }),
  ];
  const run = events.reduce(reduceRun, IDLE_RUN);
  expect(measurementsOf(run, program)).toEqual(runMeasurements(program, events));
  expect(measurementsOf(run, program)).toMatchObject({
    dimension: 128,
    retrieval: [{ step: 0 }, { step: 3 }],
  });
});

test('of a run that has measured nothing there is nothing', () => {
  expect(measurementsOf(IDLE_RUN, program)).toMatchObject({ losses: [], embedding: [], untrained: null });
});
