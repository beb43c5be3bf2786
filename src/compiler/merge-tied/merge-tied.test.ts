import { describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { printProgram } from '../../ir/print.ts';
import type { Program } from '../../ir/program.ts';
import { verifyProgram } from '../../ir/verify.ts';
import { compile } from '../compile.ts';
import type { Pass } from '../passes.ts';
import { computeStep } from '../testing/compute-step.ts';
import { drawing } from '../testing/drawing.ts';
import { expectClose, expectSameStep } from '../testing/expect-same-step.ts';
import { PLAIN, SIAMESE, siamese } from '../testing/siamese.ts';

type Drawing = ReturnType<typeof drawing>;

function programOf(document: Drawing, without: readonly Pass[] = []): Program {
  const { program, diagnostics } = compile(document, registry, { without });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(verifyProgram(program!)).toEqual([]);
  return program!;
}

const count = ({ step }: Program, name: string, origin?: string) =>
  step.operations.filter((one) => one.name === name && (origin === undefined || one.origin === origin))
    .length;

/** Both programs of a drawing, which must compute the same. */
function both(document: Drawing): { merged: Program; apart: Program } {
  const programs = { merged: programOf(document), apart: programOf(document, ['mergeTied']) };
  expectSameStep(programs.apart, programs.merged);
  return programs;
}

describe('a Siamese pair', () => {
  const { merged, apart } = both(siamese(PLAIN));

  test('is one call, forward and backward, of the program that stands in the golden file', async () => {
    expect([count(apart, 'conv2d'), count(merged, 'conv2d')]).toEqual([4, 2]);
    expect([count(apart, 'conv2dKernelGradient'), count(merged, 'conv2dKernelGradient')]).toEqual([4, 2]);
    expect([count(apart, 'batchNormGradient'), count(merged, 'batchNormGradient')]).toEqual([8, 4]);
    await expect(printProgram(merged)).toMatchFileSnapshot('./__golden__/siamese.txt');
  });

  test('keeps batch statistics of each view, and both nodes in the origin', () => {
    const norms = merged.step.operations.filter(({ name }) => name === 'batchNorm');
    expect(norms.map(({ attributes }) => (attributes as { groups: number }).groups)).toEqual([2, 2, 2, 2]);
    expect(norms[0]).toMatchObject({ origin: 'encoder1', alsoFor: ['encoder2'] });
  });

  test('takes views that were cut apart as they were before, and hands on its rows uncut', () => {
    const early = merged.step.operations.filter(({ phase }) => phase === 'views' || phase === 'forward');
    expect(early.filter(({ name, origin }) => name === 'concat' && origin !== 'augment')).toEqual([]);
  });

  test('draws the same random numbers and has the same states', () => {
    expect(merged.step.feeds).toEqual(apart.step.feeds);
    expect(merged.states).toEqual(apart.states);
    expect(merged.commits.map(({ target }) => target)).toEqual(apart.commits.map(({ target }) => target));
  });

  test('has the gradient flow of the drawing', () => {
    const flow = (without: readonly Pass[]) => compile(siamese(PLAIN), registry, { without }).gradient;
    expect(flow([])).toEqual(flow(['mergeTied']));
    expect(flow([]).edges.get('view2.view->encoder2.images')).toBe('forward');
    expect(flow([]).edges.get('encoder2.embedding->projector2.embedding')).toBe('gradient');
    expect(flow([]).edges.get('projector1.embedding->stop1.input')).toBe('cut');
  });

  test('has every wire’s value, as rows of a greater one where that is all there is', () => {
    const [values, wanted] = [computeStep(merged).values, computeStep(apart).values];
    const rowsOf = new Map(merged.wires.map((wire) => [wire.edge, wire]));
    const carried = apart.wires.filter(({ value }) => value !== undefined);
    for (const { edge, value, shape } of carried) {
      const { value: found, rows } = rowsOf.get(edge)!;
      const whole = values.get(found!)!;
      const width = whole.data.length / whole.shape[0]!;
      const data = rows ? whole.data.slice(rows[0] * width, (rows[0] + rows[1]) * width) : whole.data;
      expectClose(wanted.get(value!)!, { shape, data }, edge);
    }
    expect(rowsOf.get('encoder2.embedding->projector2.embedding')!.rows).toEqual([8, 8]);
  });
});

/** The Siamese drawing in which the second lane teaches and gets no gradient. */
function oneSided(): Drawing {
  const left = ['predictor2', 'loss2', 'stop1'];
  const nodes = Object.entries({ ...SIAMESE.nodes, ...PLAIN, sum: ['loss.weightedSum'] as const });
  return drawing(
    Object.fromEntries(nodes.filter(([id]) => !left.includes(id))),
    SIAMESE.wires.filter((wire) => !left.some((id) => wire.includes(id))),
  );
}

const ALL_VIEWS = { widths: [4], normViews: 'allViews' };

describe('calls stay apart', () => {
  test('where one is behind a stop-gradient and the other is not: backward goes through one', () => {
    const { merged } = both(oneSided());
    expect(merged.step.operations.some(({ alsoFor }) => alsoFor)).toBe(false);
    expect([count(merged, 'conv2d'), count(merged, 'conv2dKernelGradient')]).toEqual([4, 2]);
  });

  test('where one reads what the other gives', () => {
    const chain = drawing(
      {
        images: SIAMESE.nodes.images,
        augment: PLAIN.augment,
        encoder: SIAMESE.nodes.encoder1,
        first: ['head.mlp', { hidden: [8], outputSize: 8, norm: 'batch' }],
        second: ['head.mlp', { hidden: [8], outputSize: 8, norm: 'batch' }],
        loss: ['loss.ntXent'],
        optimiser: SIAMESE.nodes.optimiser,
      },
      [
        'images.images > augment.images',
        'augment.images > encoder.images',
        'encoder.embedding > first.embedding',
        'first.embedding > second.embedding',
        'first.weights > second.weights',
        'second.embedding > loss.a',
        'loss.loss > optimiser.loss',
      ],
    );
    expect(both(chain).merged.step.operations.some(({ alsoFor }) => alsoFor)).toBe(false);
  });

  test('where images are of different shapes', () => {
    const { nodes, wires } = pair({ type: 'encoder.convnet', params: { widths: [4] } });
    const small = ['augment.pipeline', { ...PLAIN.augment[1], outputSize: 6 }] as const;
    const sizes = drawing({ ...nodes, augment2: small }, wires);
    expect(both(sizes).merged.step.operations.some(({ alsoFor }) => alsoFor)).toBe(false);
  });

  test('where one of them normalises over all views', () => {
    const { nodes, wires } = pair({ type: 'encoder.convnet', params: { widths: [4] } });
    const other = { ...nodes, two: ['encoder.convnet', ALL_VIEWS] as const };
    expect(both(drawing(other, wires)).merged.step.operations.some(({ alsoFor }) => alsoFor)).toBe(false);
  });
});

/** Two encoders that share weights, each with views of its own, and a loss between them. */
function pair({ type, params }: { type: string; params: Record<string, number | number[] | string> }) {
  const encoder = [type, params] as const;
  return {
    nodes: {
      images: SIAMESE.nodes.images,
      augment: PLAIN.augment,
      augment2: PLAIN.augment,
      one: encoder,
      two: encoder,
      loss: ['loss.ntXent'],
      optimiser: SIAMESE.nodes.optimiser,
    } as Parameters<typeof drawing>[0],
    wires: [
      'images.images > augment.images',
      'images.images > augment2.images',
      'augment.images > one.images',
      'augment2.images > two.images',
      'one.weights > two.weights',
      'one.embedding > loss.a',
      'two.embedding > loss.b',
      'loss.loss > optimiser.loss',
    ],
  };
}

describe('calls are merged', () => {
  test('with unlike numbers of views, each with statistics of its own', () => {
    const { nodes, wires } = pair({ type: 'encoder.convnet', params: { widths: [4] } });
    const views = { ...nodes, augment2: ['augment.pipeline', { ...PLAIN.augment[1], views: 1 }] as const };
    const document = drawing(
      { ...views, loss: ['loss.uniformity'], loss2: ['loss.uniformity'], sum: ['loss.weightedSum'] },
      [
        ...wires.filter((wire) => !wire.includes('loss')),
        'one.embedding > loss.embedding',
        'two.embedding > loss2.embedding',
        'loss.loss > sum.losses',
        'loss2.loss > sum.losses',
        'sum.loss > optimiser.loss',
      ],
    );
    const { merged } = both(document);
    const norm = merged.step.operations.find(({ name }) => name === 'batchNorm')!;
    expect(norm).toMatchObject({ alsoFor: ['two'], attributes: { groups: 3 } });
  });

  test('of a transformer, with the masks that each of them draws', () => {
    const vit = { size: 'own', patchSize: 4, width: 6, depth: 2, heads: 2, mlpRatio: 1, dropPath: 0.5 };
    const { nodes, wires } = pair({ type: 'encoder.vit', params: vit });
    const { merged, apart } = both(drawing(nodes, wires));
    const masks = ({ step }: Program) => step.feeds.filter(({ origin }) => ['one', 'two'].includes(origin));
    expect(masks(merged).length).toBeGreaterThan(0);
    expect(masks(merged)).toEqual(masks(apart));
    expect(count(apart, 'matMul', 'two')).toBeGreaterThan(0);
    expect([count(merged, 'matMul', 'one'), count(merged, 'matMul', 'two')]).toEqual([
      count(apart, 'matMul', 'one'),
      0,
    ]);
  });

  test('of teachers that follow one student, without gradient in any', () => {
    const { nodes, wires } = pair({ type: 'encoder.convnet', params: { widths: [4] } });
    const teachers = drawing(
      {
        ...nodes,
        student: ['encoder.convnet', { widths: [4] }],
        ema: ['flow.ema'],
        loss: ['loss.negativeCosine'],
        loss2: ['loss.negativeCosine'],
        sum: ['loss.weightedSum'],
      },
      [
        ...wires.filter((wire) => !wire.includes('loss')),
        'augment.images > student.images',
        'student.weights > ema.weights',
        'ema.weights > one.weights',
        'student.embedding > loss.prediction',
        'student.embedding > loss2.prediction',
        'one.embedding > loss.target',
        'two.embedding > loss2.target',
        'loss.loss > sum.losses',
        'loss2.loss > sum.losses',
        'sum.loss > optimiser.loss',
      ],
    );
    const { merged } = both(teachers);
    const first = merged.step.operations.find(({ name, alsoFor }) => name === 'conv2d' && alsoFor);
    expect(first).toMatchObject({ origin: 'one', alsoFor: ['two'] });
  });
});
