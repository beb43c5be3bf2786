import { describe, expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { templates } from '../../templates/index.ts';
import { randomStream } from '../base/random-stream.ts';
import { documentSchema, type UnlabelDocument } from '../document/schema.ts';
import { interpret } from '../ir/interpret/interpret.ts';
import type { NdArray } from '../ir/interpret/nd-array.ts';
import type { Program } from '../ir/program.ts';
import { compileDissected } from './testing/compile-dissected.ts';
import { compile } from './compile.ts';
import { computeStep } from './testing/compute-step.ts';
import { drawing, SIMCLR } from './testing/drawing.ts';
import { expectClose, expectSameStep } from './testing/expect-same-step.ts';
import { PLAIN, siamese } from './testing/siamese.ts';

const simclr = () => drawing({ ...SIMCLR.nodes, ...PLAIN, optimiser: ['optim.sgd', {}] }, SIMCLR.wires);
const dissected = (document: UnlabelDocument, options = {}): Program => {
  const { program, diagnostics } = compileDissected(document, registry, options);
  if (!program) throw new Error(diagnostics[0]?.message);
  return program;
};

/** The sum of the losses where `value` is another than the step computes. */
function lossWith(
  { step, losses }: Program,
  values: ReadonlyMap<string, NdArray>,
  value: string,
  x: NdArray,
) {
  const from = step.operations.findIndex(({ outputs }) => outputs.includes(value));
  const operations = step.operations
    .slice(from + 1)
    .filter(({ phase }) => phase === 'loss' || phase === 'forward');
  const made = new Set(operations.flatMap(({ outputs }) => outputs));
  const needed = new Set(operations.flatMap(({ inputs }) => inputs).filter((id) => !made.has(id)));
  const given = Object.fromEntries([...needed].map((id) => [id, values.get(id)!]));
  const again = interpret({ feeds: [], operations }, { ...given, [value]: x });
  return losses.reduce((sum, loss) => sum + again.get(loss.value)!.data[0]!, 0);
}

describe('a program compiled to be dissected', () => {
  test.each([
    ['SimCLR', simclr()],
    ['SimSiam with tied lanes', siamese(PLAIN)],
  ])('%s takes the same step as the one that is trained', (_, document) => {
    expectSameStep(compile(document, registry).program!, dissected(document));
  });

  test('has the gradient of the loss with respect to every wire: the limit of differences', () => {
    const program = dissected(simclr());
    const { values } = computeStep(program);
    const wires = program.wires.filter(({ kind, gradient }) => gradient !== undefined && kind !== 'loss');
    expect(wires.map(({ edge }) => edge)).toEqual([
      'encoder.embedding->projector.embedding',
      'projector.embedding->normalize.input',
      'normalize.output->ntXent.a',
    ]);
    for (const { edge, value, gradient } of wires) {
      const [x, g] = [values.get(value!)!, values.get(gradient!)!];
      const along = randomStream(3, edge)
        .uniforms(0, x.data.length)
        .map((u) => u - 0.5);
      const at = (t: number) => ({ shape: x.shape, data: x.data.map((number, i) => number + t * along[i]!) });
      const h = 1e-5;
      const [up, down] = [h, -h].map((t) => lossWith(program, values, value!, at(t)));
      const slope = g.data.reduce((sum, number, i) => sum + number * along[i]!, 0);
      expect(Math.abs(slope), edge).toBeGreaterThan(1e-4);
      expect((up! - down!) / (2 * h), edge).toBeCloseTo(slope, 7);
    }
  });

  test('gives wires whose rows are computed in common the gradients they have apart', () => {
    const [together, apart] = [
      dissected(siamese(PLAIN)),
      dissected(siamese(PLAIN), { without: ['mergeTied'] }),
    ];
    const [a, b] = [computeStep(together).values, computeStep(apart).values];
    let compared = 0;
    for (const [i, wire] of together.wires.entries()) {
      const other = apart.wires[i]!;
      expect(wire.edge).toBe(other.edge);
      expect(wire.gradient === undefined, wire.edge).toBe(other.gradient === undefined);
      if (wire.value !== undefined) expectClose(b.get(other.value!)!, a.get(wire.value)!, wire.edge);
      if (wire.gradient === undefined) continue;
      expectClose(b.get(other.gradient!)!, a.get(wire.gradient)!, `gradient of ${wire.edge}`);
      compared += 1;
    }
    // two lanes of encoder, projector, predictor and loss, and the sum
    expect(compared).toBe(9);
    const stopped = together.wires.filter(({ edge }) => edge.includes('stop'));
    expect(stopped.map(({ gradient }) => gradient)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each(templates.map(({ id, document }) => [id, document] as const))(
    '%s keeps every value and a gradient of its shape wherever gradient flows',
    (_, document) => {
      const { program, gradient } = compileDissected(documentSchema.parse(document), registry);
      const shapes = new Map<string, readonly number[]>();
      for (const { id, type } of program!.step.feeds) shapes.set(id, type.shape);
      for (const { id, shape } of program!.states) shapes.set(id, shape);
      for (const { outputs, types } of program!.step.operations) {
        for (const [i, id] of outputs.entries()) shapes.set(id, types[i]!.shape);
      }
      for (const { edge, kind, shape, value, rows, gradient: of } of program!.wires) {
        if (kind === 'weights') continue;
        expect(rows, edge).toBeUndefined();
        expect(shapes.get(value!), edge).toEqual(shape);
        expect(of !== undefined, edge).toBe(gradient.edges.get(edge) === 'gradient');
        if (of !== undefined) expect(shapes.get(of), edge).toEqual(shape);
      }
    },
  );
});
