import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { createRegistry } from '../spec/index.ts';
import { compile } from './compile.ts';
import { drawing } from './testing/drawing.ts';
import { simulate } from './testing/simulate.ts';
import { TOY_NODES } from './testing/toy-nodes.ts';

const toyRegistry = createRegistry([...registry.specs, ...TOY_NODES]);

type Nodes = Parameters<typeof drawing>[0];

/** The student’s loss is mean(w·1): its gradient is 1, so w goes 1, 0.5, 0, −0.5 at a rate of 0.5. */
const NODES = {
  data: ['data.ones'],
  student: ['encoder.scale'],
  teacher: ['encoder.scale'],
  loss: ['loss.product'],
  optimiser: ['optim.sgd', { learningRate: 0.5, momentum: 0 }],
} satisfies Nodes;
const WIRES = [
  'data.embedding > student.embedding',
  'data.embedding > teacher.embedding',
  'student.embedding > loss.factors',
  'loss.loss > optimiser.loss',
];

function compiled(nodes: Nodes, wires: readonly string[]) {
  const result = compile(drawing({ ...NODES, ...nodes }, [...WIRES, ...wires]), toyRegistry);
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { ...result, program: result.program! };
}

/** A weight or state after each of some steps. */
function course(program: Parameters<typeof simulate>[0], id: string, steps = 3): number[] {
  return simulate(program, steps).map(({ kept }) => kept.get(id)!.data[0]!);
}
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 10) as number);

describe('an EMA', () => {
  const wires = ['student.weights > ema.weights', 'ema.weights > teacher.weights'];
  const probe = ['teacher.embedding > probe.embedding'];
  const withProbe = { probe: ['probe.embedding', {}] } satisfies Nodes;

  test('takes the weights the optimiser left', () => {
    const { program, gradient } = compiled({ ema: ['flow.ema', { momentum: 0.9 }] }, wires);
    expect(course(program, 'student.w')).toEqual(close([0.5, 0, -0.5]));
    // 0.9·1 + 0.1·0.5; 0.9·0.95 + 0.1·0; 0.9·0.855 − 0.1·0.5
    const teacher = [0.95, 0.855, 0.7195];
    expect(course(program, 'ema.student.w')).toEqual(close(teacher));
    expect(Object.fromEntries(gradient.weights)).toEqual({ student: 'trained', teacher: 'ema' });
    expect(program.weights.find(({ id }) => id === 'ema.student.w')).toMatchObject({
      node: 'ema',
      name: 'student.w',
      role: 'ema',
      copyOf: 'student.w',
    });
  });

  test('before the forward pass takes the weights the step began with, and encodes with the result', () => {
    const { program, wires: inferred } = compiled(
      { ema: ['flow.ema', { momentum: 0.9, timing: 'beforeForward' }], ...withProbe },
      [...wires, ...probe],
    );
    expect(course(program, 'ema.student.w')).toEqual(close([1, 0.95, 0.855]));
    const key = inferred.get('teacher.embedding->probe.embedding')!.value!;
    const encoded = simulate(program, 3).map(({ values }) => values.get(key)!.data[0]!);
    expect(encoded).toEqual(close([1, 0.95, 0.855]));
  });

  test('after the step is not yet seen by the step itself', () => {
    const { program, wires: inferred } = compiled({ ema: ['flow.ema', { momentum: 0.9 }], ...withProbe }, [
      ...wires,
      ...probe,
    ]);
    const key = inferred.get('teacher.embedding->probe.embedding')!.value!;
    const encoded = simulate(program, 3).map(({ values }) => values.get(key)!.data[0]!);
    expect(encoded).toEqual(close([1, 0.95, 0.855]));
  });

  test.each(['afterStep', 'beforeForward'])('gets no gradient, updated %s', (timing) => {
    const { program, gradient } = compiled({ ema: ['flow.ema', { timing }] }, [
      ...wires,
      'teacher.embedding > loss.factors',
    ]);
    expect(program.gradients.map(({ weight }) => weight)).toEqual(['student.w']);
    expect(gradient.edges.get('student.weights->ema.weights')).toBe('cut');
    expect(gradient.edges.get('ema.weights->teacher.weights')).toBe('forward');
    expect(gradient.edges.get('teacher.embedding->loss.factors')).not.toBe('gradient');
  });

  test('passes gradient on to what stands before the teacher', () => {
    const { program, gradient } = compiled(
      { ema: ['flow.ema'], before: ['head.scale'] },
      [
        ...wires.slice(0, 2),
        'student.embedding > before.embedding',
        'before.embedding > second.embedding',
        'ema.weights > second.weights',
        'second.embedding > loss.factors',
      ].filter((wire) => !wire.includes('second')),
    );
    expect(program.weights.map(({ id }) => id)).toContain('before.v');
    expect(gradient.weights.get('before')).toBe('unreachable');
    const through = compiled({ ema: ['flow.ema'], before: ['head.scale'], second: ['encoder.scale'] }, [
      ...wires,
      'data.embedding > before.embedding',
      'before.embedding > second.embedding',
      'ema.weights > second.weights',
      'second.embedding > loss.factors',
    ]);
    expect(through.gradient.weights.get('before')).toBe('trained');
    expect(through.program.gradients.map(({ weight }) => weight).sort()).toEqual(['before.v', 'student.w']);
  });

  test.each([
    ['cosine', [0, 0.5, 1]],
    ['linear', [0, 0.5, 1]],
  ])('has a momentum that moves along a %s', (schedule, momenta) => {
    const result = compile(
      drawing(
        { ...NODES, ema: ['flow.ema', { momentum: 0, finalMomentum: 1, schedule }] },
        [...WIRES, ...wires],
        3,
      ),
      toyRegistry,
    );
    let teacher = 1;
    const student = [0.5, 0, -0.5];
    const expected = momenta.map((m, i) => (teacher = m * teacher + (1 - m) * student[i]!));
    expect(course(result.program!, 'ema.student.w')).toEqual(close(expected));
  });

  test('keeps running statistics of its own, or has them follow', () => {
    const own = compiled({ ema: ['flow.ema', { momentum: 0.9 }] }, wires).program;
    // the student’s forward passes: (0 + 1)/2, then (0.5 + 0.5)/2; the teacher’s: 1, then 0.95
    expect(course(own, 'student.running', 2)).toEqual(close([0.5, 0.5]));
    expect(course(own, 'ema.student.running', 2)).toEqual(close([0.5, 0.725]));
    const following = compiled({ ema: ['flow.ema', { momentum: 0.9, buffers: true }] }, wires).program;
    expect(course(following, 'ema.student.running', 2)).toEqual(close([0.05, 0.095]));
  });

  test('begins as a copy, or as itself', () => {
    const begin = (start: string) =>
      compiled({ ema: ['flow.ema', { start }] }, wires).program.weights.find(({ role }) => role === 'ema')
        ?.copyOf;
    expect(begin('copy')).toBe('student.w');
    expect(begin('own')).toBeUndefined();
  });

  test('takes modules of several types at once', () => {
    const { program } = compiled({ ema: ['flow.ema'], head: ['head.scale'], teacherHead: ['head.scale'] }, [
      ...wires,
      'student.embedding > head.embedding',
      'teacher.embedding > teacherHead.embedding',
      'head.embedding > loss.factors',
      'head.weights > ema.weights',
      'ema.weights > teacherHead.weights',
    ]);
    const followers = program.weights.filter(({ role }) => role === 'ema').map(({ id }) => id);
    expect(followers).toEqual(['ema.student.w', 'ema.head.v']);
  });

  test('of an EMA follows what the first has become in the same step', () => {
    const { program, gradient } = compiled(
      {
        ema: ['flow.ema', { momentum: 0.5 }],
        slow: ['flow.ema', { momentum: 0.5 }],
        slowTeacher: ['encoder.scale'],
      },
      [
        ...wires,
        'ema.weights > slow.weights',
        'slow.weights > slowTeacher.weights',
        'data.embedding > slowTeacher.embedding',
      ],
    );
    // fast: 0.75, 0.375; slow: (1 + 0.75)/2, (0.875 + 0.375)/2
    expect(course(program, 'ema.student.w', 2)).toEqual(close([0.75, 0.375]));
    expect(course(program, 'slow.ema.student.w', 2)).toEqual(close([0.875, 0.625]));
    expect(gradient.weights.get('slowTeacher')).toBe('ema');
  });

  test('of an EMA that no node uses is there all the same', () => {
    const { program } = compiled(
      { first: ['flow.ema', { momentum: 0.5 }], second: ['flow.ema', { momentum: 0.5 }] },
      [
        'student.weights > first.weights',
        'first.weights > second.weights',
        'second.weights > teacher.weights',
      ],
    );
    expect(course(program, 'second.first.student.w', 1)).toEqual(close([0.875]));
  });
});

describe('a snapshot', () => {
  test('copies every n-th step and stays in between', () => {
    const { program, gradient } = compiled({ snapshot: ['flow.snapshot', { every: 2 }] }, [
      'student.weights > snapshot.weights',
      'snapshot.weights > teacher.weights',
      'teacher.embedding > loss.factors',
    ]);
    // the loss is w·t: its gradient t is 1 for two steps, then 0, where w is
    expect(course(program, 'student.w', 4)).toEqual(close([0.5, 0, 0, 0]));
    expect(course(program, 'snapshot.student.w', 4)).toEqual(close([1, 0, 0, 0]));
    expect(gradient.weights.get('teacher')).toBe('snapshot');
    expect(program.gradients.map(({ weight }) => weight)).toEqual(['student.w']);
  });
});

describe('a freeze', () => {
  test('holds a copy of what comes in as it began', () => {
    const { program, gradient } = compiled({ freeze: ['flow.freeze'] }, [
      'student.weights > freeze.weights',
      'freeze.weights > teacher.weights',
      'teacher.embedding > loss.factors',
    ]);
    expect(program.commits.map(({ target }) => target)).not.toContain('freeze.student.w');
    expect(course(program, 'freeze.student.w')).toEqual([1, 1, 1]);
    expect(gradient.weights.get('teacher')).toBe('frozen');
    expect(program.gradients.map(({ weight }) => weight)).toEqual(['student.w']);
  });

  test('with nothing coming in holds the receiver’s own weights, through which gradient passes', () => {
    const { program, gradient } = compiled({ freeze: ['flow.freeze'], fixed: ['head.scale'] }, [
      'freeze.weights > fixed.weights',
      'student.embedding > fixed.embedding',
      'fixed.embedding > loss.factors',
    ]);
    expect(gradient.weights.get('fixed')).toBe('frozen');
    expect(program.weights.find(({ id }) => id === 'freeze.fixed.v')).toMatchObject({ role: 'frozen' });
    expect(program.gradients.map(({ weight }) => weight)).toEqual(['student.w']);
    expect(gradient.edges.get('student.embedding->fixed.embedding')).toBe('gradient');
  });

  test('of an EMA is the teacher as it began', () => {
    const { program } = compiled({ ema: ['flow.ema'], freeze: ['flow.freeze'] }, [
      'student.weights > ema.weights',
      'ema.weights > freeze.weights',
      'freeze.weights > teacher.weights',
    ]);
    expect(program.weights.find(({ id }) => id === 'freeze.ema.student.w')).toMatchObject({
      role: 'frozen',
      copyOf: 'ema.student.w',
    });
  });
});
