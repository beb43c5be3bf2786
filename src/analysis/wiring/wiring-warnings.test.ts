import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import { drawing } from '../../compiler/testing/drawing.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { documentSchema, edgeId, type UnlabelDocument } from '../../document/schema.ts';
import { examine } from '../examine.ts';

const template = (id: string): UnlabelDocument =>
  documentSchema.parse(templates.find((one) => one.id === id)!.document);

interface Edit {
  readonly cut?: readonly string[];
  readonly wires?: readonly string[];
  readonly params?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  readonly without?: readonly string[];
}

/** A template with wires (`from->to`) taken out and put in, other parameters, and without some nodes. */
function edited(id: string, { cut = [], wires = [], params = {}, without = [] }: Edit): UnlabelDocument {
  const document = template(id);
  const [stage, ...others] = document.stages;
  const { nodes, edges } = stage!.graph;
  for (const wire of cut) expect(edges.map(edgeId)).toContain(wire);
  const graph = {
    nodes: nodes
      .filter((node) => !without.includes(node.id))
      .map((node) => ({ ...node, params: { ...node.params, ...params[node.id] } })),
    edges: [
      ...edges.filter((edge) => !cut.includes(edgeId(edge)) && !touches(edge, without)),
      ...wires.map((wire) => {
        const [from, to] = wire.split('->') as [string, string];
        return { from, to };
      }),
    ],
  };
  return { ...document, stages: [{ ...stage!, graph }, ...others] };
}

const touches = (edge: { from: string; to: string }, nodes: readonly string[]): boolean =>
  nodes.some((node) => edge.from.startsWith(`${node}.`) || edge.to.startsWith(`${node}.`));

function warnings(document: UnlabelDocument): readonly Diagnostic[] {
  const { diagnostics, program } = examine(document, registry);
  expect(program).not.toBeNull();
  return diagnostics.filter(({ code }) => code.startsWith('WIRING') || code === 'GRAD_INTO_TARGET');
}

const codes = (document: UnlabelDocument): string[] => warnings(document).map(({ code }) => code);

describe('what trains and is wrong all the same', () => {
  it.each(templates.map(({ id }) => id))('%s, as published, has nothing of it', (id) => {
    const document = template(id);
    for (const preset of Object.keys(document.presets)) {
      const { diagnostics } = examine(document, registry, { preset });
      // the queues of published recipes are for larger datasets than those that come with Unlabel
      const found =
        preset === 'browser' ? diagnostics : diagnostics.filter(({ code }) => code !== 'WIRING_QUEUE_OF_ALL');
      expect(found.map(({ code, message }) => [code, message])).toEqual([]);
    }
  });

  it('a target without stop-gradient, with the stop-gradient as repair', () => {
    const [into] = template('simsiam').stages[0]!.graph.edges.filter(({ to }) => to.endsWith('.target'));
    const stop = into!.from.split('.')[0]!;
    const [before] = template('simsiam').stages[0]!.graph.edges.filter(({ to }) => to.startsWith(`${stop}.`));
    const found = warnings(edited('simsiam', { without: [stop], wires: [`${before!.from}->${into!.to}`] }));
    expect(found.map(({ code }) => code)).toEqual(['GRAD_INTO_TARGET']);
    expect(found[0]!.fix).toMatchObject({
      kind: 'insertNode',
      type: 'flow.stopGradient',
      edge: `${before!.from}->${into!.to}`,
    });
  });

  it('a teacher whose projector does not follow, or is the student’s own', () => {
    const weights = template('byol').stages[0]!.graph.edges.filter(
      ({ from, to }) => from === 'ema.weights' && to.endsWith('.weights'),
    );
    const head = weights.map(edgeId).find((id) => /rojector/.test(id))!;
    const target = head.split('->')[1]!;
    const own = warnings(edited('byol', { cut: [head] }));
    expect(own.map(({ code, at }) => [code, at.node])).toEqual([
      ['WIRING_PARTIAL_AVERAGE', target.split('.')[0]],
    ]);
    const tied = edited('byol', { cut: [head], wires: [`projector.weights->${target}`] });
    expect(codes(tied)).toEqual(['WIRING_PARTIAL_AVERAGE']);
  });

  it('an average that nothing takes', () => {
    const out = template('byol').stages[0]!.graph.edges.filter(({ from }) => from === 'ema.weights');
    const tied = out.map(({ to }) => to.replace('.weights', ''));
    const found = warnings(edited('byol', { cut: out.map(edgeId) }));
    expect(found.map(({ code }) => code)).toContain('WIRING_UNUSED_FOLLOWER');
    expect(tied.length).toBeGreaterThan(1);
  });

  it('a queue longer than the dataset', () => {
    const found = warnings(edited('moco', { params: { queue: { size: 100_000 } } }));
    expect(found.map(({ code }) => code)).toEqual(['WIRING_QUEUE_OF_ALL']);
    expect(found[0]!.fix).toMatchObject({ kind: 'setParam', node: 'queue', param: 'size' });
  });

  it('keys that are normalised together with their queries’ batch', () => {
    expect(codes(edited('moco', { params: { keyEncoder: { normSplits: 1 } } }))).toEqual([
      'WIRING_BATCH_NORM_LEAK',
    ]);
    expect(
      codes(edited('moco', { params: { keyEncoder: { norm: 'layer' }, encoder: { norm: 'layer' } } })),
    ).toEqual([]);
  });

  it('a loss that never compares views: VICReg without its invariance, which is the repair', () => {
    const found = warnings(edited('vicreg', { params: { vicreg: { invariance: 0 } } }));
    expect(found.map(({ code, at }) => [code, at.node])).toEqual([['WIRING_VIEWS_APART', 'vicreg']]);
    expect(found[0]!.fix).toMatchObject({ kind: 'setParam', param: 'invariance', value: 25 });
    expect(codes(edited('vicreg', { params: { vicreg: { invariance: 0.01 } } }))).toEqual([]);
    expect(codes(edited('vicreg', { params: { vicreg: { variance: 0, covariance: 0 } } }))).toEqual([]);
  });

  const spread = (weights: readonly number[]) =>
    drawing(
      {
        images: ['data.images', { dataset: 'emoji', batchSize: 8 }],
        augment: ['augment.pipeline', { views: 2 }],
        encoder: ['encoder.convnet', { widths: [4, 8] }],
        alignment: ['loss.alignment'],
        uniformity: ['loss.uniformity'],
        sum: ['loss.weightedSum', { weights: [...weights] }],
        optimiser: ['optim.adamw', { learningRate: 0.001 }],
      },
      [
        'images.images > augment.images',
        'augment.images > encoder.images',
        'encoder.embedding > alignment.a',
        'encoder.embedding > uniformity.embedding',
        'alignment.loss > sum.losses',
        'uniformity.loss > sum.losses',
        'sum.loss > optimiser.loss',
      ],
    );

  it('uniformity alone, also where alignment counts nothing', () => {
    expect(codes(spread([1, 1]))).toEqual([]);
    expect(codes(spread([]))).toEqual([]);
    expect(codes(spread([0, 1]))).toEqual(['WIRING_VIEWS_APART']);
    expect(codes(spread([1, 0]))).toEqual([]);
  });

  const siamese = (views: number) =>
    drawing(
      {
        images: ['data.images', { dataset: 'emoji', batchSize: 8 }],
        augment: ['augment.pipeline', { views }],
        encoder: ['encoder.convnet', { widths: [4, 8] }],
        predictor: ['head.mlp', { role: 'predictor', outputSize: 8 }],
        stop: ['flow.stopGradient'],
        loss: ['loss.negativeCosine'],
        optimiser: ['optim.adamw', { learningRate: 0.001 }],
      },
      [
        'images.images > augment.images',
        'augment.images > encoder.images',
        'encoder.embedding > predictor.embedding',
        'predictor.embedding > loss.prediction',
        'encoder.embedding > stop.input',
        'stop.output > loss.target',
        'loss.loss > optimiser.loss',
      ],
    );

  it('one view compared with itself, not two views', () => {
    expect(examine(siamese(2), registry).diagnostics).toEqual([]);
    const document = siamese(1);
    const { diagnostics } = examine(document, registry);
    expect(diagnostics.map(({ code }) => code)).toContain('WIRING_SAME_VIEW');
  });
});
