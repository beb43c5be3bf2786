import { expect, test } from 'vitest';
import type { RunEvent } from '../../../workers/protocol.ts';
import type { Probe } from '../../ir/program.ts';
import { tinyProgram } from '../../ir/testing/tiny-program.ts';
import { runMeasurements } from './run-measurements.ts';

const probe = (node: string, measurement: string): Probe => ({
  ...tinyProgram().probes[0]!,
  node,
  measurement,
});
const program = {
  ...tinyProgram(),
  probes: [
    probe('z', 'embedding'),
    probe('codes', 'distribution'),
    probe('others', 'distribution'),
    probe('neighbours', 'retrieval'),
  ],
};
const measured = (step: number, node: string, metrics: Record<string, number>): RunEvent => ({
  kind: 'probe',
  step,
  node,
  metrics,
  untrained: Object.fromEntries(Object.keys(metrics).map((id) => [id, 0])),
});

test('gives the first probe of each kind its series, and the untrained values of all', () => {
  const run = runMeasurements(program, [
    { kind: 'step', step: 1, loss: 2, losses: {}, learningRate: 0.1, seconds: 1 },
    measured(10, 'z', { rankMe: 3 }),
    measured(10, 'codes', { classes: 4, entropy: 1 }),
    measured(10, 'others', { entropy: 9, kl: 9 }),
    measured(20, 'codes', { classes: 4, entropy: 0.5 }),
    measured(20, 'neighbours', { knn: 0.7 }),
  ]);
  const [rows, dimension] = program.step.operations.find(({ outputs }) => outputs.includes('%1'))!.types[0]!
    .shape;
  expect(run).toEqual({
    losses: [{ step: 1, loss: 2 }],
    embedding: [{ step: 10, metrics: { rankMe: 3 } }],
    distribution: [
      { step: 10, metrics: { classes: 4, entropy: 1 } },
      { step: 20, metrics: { classes: 4, entropy: 0.5 } },
    ],
    retrieval: [{ step: 20, metrics: { knn: 0.7 } }],
    untrained: { rankMe: 0, classes: 0, entropy: 0, knn: 0 },
    rows,
    dimension,
  });
});

test('a drawing without probes has losses only', () => {
  const bare = runMeasurements({ ...program, probes: [] }, [measured(10, 'z', { rankMe: 3 })]);
  expect(bare).toEqual({
    losses: [],
    embedding: [],
    distribution: [],
    retrieval: [],
    untrained: null,
    rows: 0,
    dimension: 0,
  });
});
