import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Program } from './program.ts';
import { tinyProgram } from './testing/tiny-program.ts';
import { verifyProgram } from './verify.ts';

/** Drops `readonly` at every depth, so that a test can break a program in one place. */
type Writable<T> = { -readonly [K in keyof T]: Writable<T[K]> };

function problemsAfter(change: (program: Writable<Program>) => void): string[] {
  const program = structuredClone(tinyProgram()) as Writable<Program>;
  change(program);
  return verifyProgram(program as Program);
}

test('a sound program has no problems', () => {
  expect(verifyProgram(tinyProgram())).toEqual([]);
});

describe('a program broken in one place', () => {
  test.each<[string, (program: Writable<Program>) => void, string]>([
    [
      'uses a value before its definition',
      (p) => p.step.operations.reverse(),
      'uses %7 before it is defined',
    ],
    ['uses an unknown value', (p) => (p.step.operations[1]!.inputs[0] = '%99'), 'uses %99 before'],
    ['defines a value twice', (p) => (p.step.operations[2]!.outputs[0] = '%1'), '%1 is defined twice'],
    ['defines a weight again', (p) => (p.step.feeds[0]!.id = 'head.kernel'), 'head.kernel is defined twice'],
    ['declares a state twice', (p) => p.states.push(p.states[0]!), 'head.seen is declared twice'],
    [
      'claims a wrong shape',
      (p) => (p.step.operations[0]!.types[0]!.shape = [3, 1]),
      'but matMul gives float32 2×1',
    ],
    ['claims a wrong type', (p) => (p.step.operations[0]!.types[0]!.dtype = 'int32'), '%0 is int32 2×1'],
    [
      'combines shapes that do not fit',
      (p) => (p.step.feeds[0]!.type.shape = [2, 4]),
      'matMul of head does not fit',
    ],
    ['leaves out a type', (p) => (p.step.operations[0]!.types = []), 'types 0'],
    ['commits to a value', (p) => (p.commits[0]!.target = '%0'), 'neither weight nor state'],
    ['commits another shape', (p) => (p.commits[0]!.value = '%3'), 'puts scalar into head.kernel of 3×1'],
    ['commits what is not there', (p) => (p.commits[0]!.value = '%99'), 'takes %99, which nothing defines'],
    ['commits twice', (p) => p.commits.push(p.commits[0]!), 'two commits write head.kernel'],
    ['minimises a vector', (p) => (p.losses[0]!.value = '%2'), 'the loss of loss is not a scalar'],
    ['minimises nothing', (p) => (p.losses[0]!.value = '%99'), 'the loss of loss is not a scalar'],
    [
      'gives a wrong gradient',
      (p) => (p.gradients[0]!.value = '%3'),
      'gradient of head.kernel is missing or of',
    ],
    [
      'probes what is not there',
      (p) =>
        (p.probes[0]!.source = {
          kind: 'batch',
          values: [{ port: 'embedding', kind: 'embedding', value: '%99', views: 1 }],
        }),
      'probe probe looks at %99',
    ],
    [
      'probes features that are not there',
      (p) => ((p.probes[1]!.source as { features: string }).features = '%1'),
      'probe retrieval looks at %1',
    ],
    [
      'holds NaN',
      (p) => (p.weights[0]!.initializer = { kind: 'normal', std: NaN }),
      'weights.0.initializer.std is not',
    ],
    ['holds a function', (p) => (p.probes[0]!.params = { f: () => 1 }), 'probes.0.params.f is not JSON'],
    [
      'holds a typed array',
      (p) => (p.probes[0]!.params = { f: new Float32Array(1) }),
      'params.f is not JSON',
    ],
  ])('%s', (_, change, problem) => {
    expect(problemsAfter(change).join('; ')).toContain(problem);
  });
});

test('no operation of the program can be left out, and no result renamed, unnoticed', () => {
  const { operations } = tinyProgram().step;
  fc.assert(
    fc.property(fc.nat(operations.length - 1), fc.boolean(), (index, rename) => {
      const problems = problemsAfter((program) => {
        if (rename) program.step.operations[index]!.outputs[0] = '%renamed';
        else program.step.operations.splice(index, 1);
      });
      expect(problems).not.toEqual([]);
    }),
  );
});
