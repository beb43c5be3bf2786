import { describe, expect, test } from 'vitest';
import type { Change, Dissection, Summary } from '../../../workers/protocol.ts';
import { registry } from '../../../nodes/index.ts';
import { findTemplate } from '../../../templates/index.ts';
import { compileDissected } from '../../compiler/testing/compile-dissected.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { documentSchema, edgeId, type UnlabelDocument } from '../../document/schema.ts';
import { groupChanges } from './group-changes.ts';
import { stepPhases } from './step-phases.ts';

const SUMMARY: Summary = {
  shape: [],
  dtype: 'float32',
  min: 0,
  mean: 0,
  max: 0,
  std: 0,
  norm: 0,
  zeros: 0,
  notFinite: 0,
  preview: { kind: 'scalar', value: 0 },
};

/** What the worker says of a drawing whose every number is 0. */
function phasesOf(document: UnlabelDocument) {
  const { program, drawn } = compileDissected(document, registry);
  const kept = new Map<string, Pick<Change, 'id' | 'node' | 'name' | 'role'>>([
    ...program!.weights.map((weight) => [weight.id, weight] as const),
    ...program!.states.map((state) => [state.id, { ...state, role: 'state' }] as const),
  ]);
  const dissection: Dissection = {
    step: 0,
    backend: 'cpu',
    losses: {},
    learningRate: 0,
    wires: program!.wires
      .filter(({ kind }) => kind !== 'weights')
      .map(({ edge, gradient }) => ({
        edge,
        value: SUMMARY,
        gradient: gradient === undefined ? null : SUMMARY,
      })),
    changes: program!.commits.map(({ target }): Change => {
      const { id, node, name, role } = kept.get(target)!;
      return {
        id,
        node,
        name,
        role,
        size: 1,
        before: 3,
        after: 3,
        change: 1,
        gradient: role === 'trained' ? 2 : null,
      };
    }),
  };
  const { graph } = document.stages[0]!;
  return stepPhases({ program: program!, ...(drawn && { drawn }) }, graph, dissection);
}

const moco = documentSchema.parse(findTemplate('moco')!.document);

describe('the phases of a step', () => {
  test('of SimCLR have its nodes and values in their order', () => {
    const document = drawing(SIMCLR.nodes, SIMCLR.wires);
    const phases = phasesOf(document);
    const from = (phase: keyof typeof phases) => phases[phase].values.map((value) => value.from);
    expect(phases.sample).toMatchObject({ nodes: ['images'], edges: ['images.images->augment.images'] });
    expect(phases.views.nodes).toEqual(['augment']);
    expect(from('views')).toEqual(['augment.images']);
    expect(phases.forward.nodes).toEqual(['encoder', 'projector', 'normalize']);
    expect(from('forward')).toEqual(['encoder.embedding', 'projector.embedding', 'normalize.output']);
    expect(from('loss')).toEqual(['ntXent.loss']);
    expect(from('backward')).toEqual(['ntXent.loss', ...from('forward').reverse()]);
    expect(phases.optimiser.nodes).toEqual(['encoder', 'projector', 'optimiser']);
    expect(phases.optimiser.changes.map(({ node, role }) => `${node} ${role}`).sort()).toEqual([
      'encoder trained',
      'optimiser state',
      'projector trained',
    ]);
    expect(phases.commit.changes.every(({ role }) => role === 'state')).toBe(true);
  });

  test('of MoCo show queue and moving average at commit, and gradient on the query’s lane alone', () => {
    const phases = phasesOf(moco);
    expect(phases.commit.nodes).toEqual(expect.arrayContaining(['queue', 'ema']));
    expect(phases.commit.edges).toContain('ema.weights->keyEncoder.weights');
    expect(phases.commit.edges).toContain('encoder.weights->ema.weights');
    expect(phases.backward.edges.length).toBeGreaterThan(3);
    for (const edge of phases.backward.edges) expect(edge).not.toMatch(/key|queue|probe|weights/i);
    // contents of the queue are there before the step
    expect(phases.forward.values.map(({ from }) => from)).toContain('queue.rows');
  });

  test('leave no tensor wire out, and have each once', () => {
    const phases = phasesOf(moco);
    const { edges } = moco.stages[0]!.graph;
    const drawn = edges.filter(({ from }) => !from.endsWith('.weights')).map(edgeId);
    const { sample, views, forward, loss } = phases;
    expect([sample, views, forward, loss].flatMap((phase) => phase.edges).sort()).toEqual(drawn.sort());
  });

  test('say of a composite node what its insides do, by wires of the canvas', () => {
    const { images, augment, ntXent, optimiser } = SIMCLR.nodes;
    const document = drawing({ images, augment, tower: ['composite.tower'], ntXent, optimiser }, [
      'images.images > augment.images',
      'augment.images > tower.images',
      'tower.output > ntXent.a',
      'ntXent.loss > optimiser.loss',
    ]);
    document.composites['tower'] = {
      title: 'Tower',
      summary: '',
      graph: {
        nodes: [
          { id: 'encoder', type: 'encoder.convnet', params: { widths: [4] } },
          { id: 'projector', type: 'head.mlp', params: {} },
        ],
        edges: [{ from: 'encoder.embedding', to: 'projector.embedding' }],
      },
      inputs: [{ name: 'images', label: 'images', to: ['encoder.images'] }],
      outputs: [{ name: 'output', label: 'output', from: 'projector.embedding' }],
      params: [],
      positions: {},
    };
    const { forward, backward, optimiser: update } = phasesOf(document);
    expect(forward.nodes).toEqual(['tower']);
    expect(forward.edges).toEqual(['tower.output->ntXent.a']);
    expect(backward.edges).toEqual(['ntXent.loss->optimiser.loss', 'tower.output->ntXent.a']);
    expect(update.nodes).toEqual(['tower', 'optimiser']);
  });
});

test('tensors of a node are taken together, norms as one vector’s', () => {
  const change = { role: 'trained', size: 2, after: 0, gradient: 1 } as const;
  const of = (node: string, name: string, before: number, moved: number): Change => ({
    ...change,
    id: `${node}.${name}`,
    node,
    name,
    before,
    change: moved,
  });
  const groups = groupChanges(
    [
      of('block/encoder', 'stage1.kernel', 3, 0.3),
      of('block/encoder', 'stage2.kernel', 4, 0.4),
      { ...of('adam', 'firstMoment.decayed', 0, 1), role: 'state', gradient: null },
    ],
    new Set(['adam']),
  );
  expect(groups).toMatchObject([
    { node: 'block', names: ['kernel'], size: 4, before: 5, change: 0.5, gradient: Math.SQRT2 },
    { node: 'adam', names: ['firstMoment'], role: 'state', gradient: null },
  ]);
});
