import { expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { compile } from './compile.ts';
import { drawing, SIMCLR } from './testing/drawing.ts';

/** SimCLR with two heads beside it whose scores are compared. */
function watched(studentHead: object, wires: readonly string[]) {
  return drawing(
    {
      ...SIMCLR.nodes,
      teacher: ['head.prototypes', { count: 16 }],
      student: ['head.prototypes', { count: 16, ...studentHead }],
      stop: ['flow.stopGradient'],
      probe: ['probe.distribution', { studentTemperature: 0.2 }],
    },
    [
      ...SIMCLR.wires,
      'encoder.embedding > teacher.embedding',
      'encoder.embedding > student.embedding',
      'teacher.logits > stop.input',
      ...wires,
    ],
  );
}
const probeOf = (wires: readonly string[]) => {
  const { program } = compile(watched({}, wires), registry);
  return program?.probes.find(({ node }) => node === 'probe');
};

test('a probe of the batch knows what is on which input, in whatever order it was connected', () => {
  const [first, second] = ['stop.output > probe.distribution', 'student.logits > probe.student'] as const;
  const probe = probeOf([first, second]);
  expect(probe).toMatchObject({
    measurement: 'distribution',
    params: { studentTemperature: 0.2, pairs: 'cross' },
    source: {
      kind: 'batch',
      values: [
        { port: 'distribution', kind: 'logits', views: 2 },
        { port: 'student', kind: 'logits', views: 2 },
      ],
    },
  });
  const values = (given: typeof probe) =>
    given?.source.kind === 'batch' ? [...given.source.values].sort((a, b) => (a.port < b.port ? -1 : 1)) : [];
  expect(values(probeOf([second, first]))).toEqual(values(probe));
  expect(values(probeOf([first]))).toEqual([values(probe)[0]]);
});

test('distributions and scores over different prototypes cannot be compared', () => {
  const wires = ['stop.output > probe.distribution', 'student.logits > probe.student'];
  const { diagnostics, program } = compile(watched({ count: 8 }, wires), registry);
  expect(program).toBeNull();
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
    { code: 'SHAPE_MISMATCH', at: { node: 'probe' } },
  ]);
});
