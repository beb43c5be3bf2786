import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/ir/program.ts';
import { BlockBuilder } from '../testing/block-builder.ts';
import { regressionProgram } from '../testing/regression-program.ts';
import { cpuDriver } from './backends/cpu-driver.ts';
import { planBlock } from './block-plan.ts';
import { disposeAll } from './device-values.ts';
import { downloadNow } from './host-tensor.ts';
import { initialValues } from '../../src/ir/initial-values.ts';
import { runBlock } from './run-block.ts';
import { Session } from './session.ts';

beforeAll(() => cpuDriver().start());

/** Weights 1 and 2 that are exchanged at every step; the third follows what the first was. */
function exchange(): Program {
  const b = new BlockBuilder();
  for (const id of ['a', 'b', 'c']) b.external(id, []);
  const sum = b.op('add', ['a', 'b']);
  const weight = (id: string, value: number) =>
    ({
      id,
      node: 'n',
      name: id,
      shape: [],
      initializer: { kind: 'constant', value },
      role: 'trained',
      decay: false,
    }) as const;
  return {
    ...regressionProgram(),
    weights: [weight('a', 1), weight('b', 2), weight('c', 3)],
    states: [],
    step: b.block(),
    losses: [{ node: 'n', optimiser: 'o', value: sum }],
    commits: [
      { target: 'a', value: 'b', origin: 'n' },
      { target: 'b', value: 'a', origin: 'n' },
      { target: 'c', value: 'a', origin: 'n' },
    ],
  };
}

describe('a session', () => {
  it('commits values as they were at the start of the step', () => {
    const program = exchange();
    const session = new Session(program, initialValues(program, 1), 'cpu');
    const read = () => ['a', 'b', 'c'].map((id) => downloadNow(session.store.get(id)).data[0]);
    disposeAll(session.step(new Map()));
    expect(read()).toEqual([2, 1, 1]);
    disposeAll(session.step(new Map()));
    expect(read()).toEqual([1, 2, 2]);
    session.dispose();
  });

  it('changes nothing by computing a step', () => {
    const program = exchange();
    const session = new Session(program, initialValues(program, 1), 'cpu');
    disposeAll(session.computeStep(new Map()));
    expect(downloadNow(session.store.get('a')).data[0]).toBe(1);
    session.dispose();
  });

  it('keeps a fork as it was', () => {
    const program = exchange();
    const session = new Session(program, initialValues(program, 1), 'cpu');
    const fork = session.store.fork();
    disposeAll(session.step(new Map()));
    expect(downloadNow(fork.get('a')).data[0]).toBe(1);
    fork.dispose();
    session.dispose();
    expect(memory().numTensors).toBe(0);
  });

  it('draws initial values from the seed and the name', () => {
    const program = {
      states: [],
      weights: exchange().weights.map((weight) => ({
        ...weight,
        shape: [5000],
        initializer: { kind: 'uniform', limit: 0.5 } as const,
      })),
    };
    const values = initialValues(program, 1);
    expect(values.a).toEqual(initialValues(program, 1).a);
    expect(values.a).not.toEqual(values.b);
    expect(values.a).not.toEqual(initialValues(program, 2).a);
    const numbers = Array.from(values.a!.data);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(0.5);
    expect(Math.min(...numbers)).toBeLessThan(-0.49);
    expect(Math.abs(numbers.reduce((x, y) => x + y) / numbers.length)).toBeLessThan(0.02);
  });
});

describe('a block', () => {
  it('frees every value after its last use', () => {
    const b = new BlockBuilder();
    let value = b.external('x', [8]);
    for (let i = 0; i < 10; i++) value = b.op('add', [value, b.scalar(1)]);
    const plan = planBlock(b.block(), [value]);
    expect(plan.instructions.map(({ dead }) => dead.length)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('frees what it made when an operation throws', () => {
    const program = exchange();
    const session = new Session(program, initialValues(program, 1), 'cpu');
    const b = new BlockBuilder();
    const bad = b.op(
      'matMul',
      [b.op('reshape', [b.external('a', [1])], { shape: [1, 1] }), b.external('d', [1, 1])],
      {
        transposeA: false,
        transposeB: false,
      },
    );
    const plan = planBlock(b.block(), [bad]);
    const before = memory().numTensors;
    // the second operand is a scalar in truth, which no product of matrices takes
    const lent = (id: string) => session.store.get(id === 'd' ? 'b' : id);
    expect(() => runBlock(plan, lent, new Map(), session.context)).toThrow();
    expect(memory().numTensors).toBe(before);
    session.dispose();
  });
});
