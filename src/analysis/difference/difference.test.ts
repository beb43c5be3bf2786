import { describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { ABLATIONS } from '../../../scripts/results/ablations.ts';
import { edited } from '../../../scripts/results/edit-drawing.ts';
import { findTemplate, templates } from '../../../templates/index.ts';
import { documentSchema, type Graph, type UnlabelDocument } from '../../document/schema.ts';
import { describeDifference } from './describe-difference.ts';
import type { Difference } from './difference-of-graphs.ts';
import { difference } from './difference.ts';

const template = (id: string): UnlabelDocument => documentSchema.parse(findTemplate(id)!.document);

function between(before: UnlabelDocument, after: UnlabelDocument): Difference {
  const found = difference({ ...before, presets: {} }, { ...after, presets: {} }, registry);
  expect(found).not.toBeNull();
  return found!;
}

const ids = (parts: readonly { readonly id: string }[]) => parts.map(({ id }) => id).sort();

/** The same drawing under other names, its nodes and wires in another order. */
function renamed(graph: Graph): Graph {
  const names = new Map(graph.nodes.map(({ id }, i) => [id, `part${i}`]));
  const end = (endpoint: string): string => {
    const [node = '', port = ''] = endpoint.split('.');
    return `${names.get(node)}.${port}`;
  };
  return {
    nodes: graph.nodes.map((node) => ({ ...node, id: names.get(node.id)! })).reverse(),
    edges: graph.edges.map(({ from, to }) => ({ from: end(from), to: end(to) })),
  };
}

describe.each(templates.map(({ id }) => id))('%s', (id) => {
  test('is the same as itself, whatever its nodes are called', () => {
    expect(describeDifference(between(template(id), edited(template(id), renamed)))).toEqual([]);
  });

  test.each(templates.map((other) => other.id))(
    'to %s and back: what comes one way goes the other',
    (other) => {
      const [there, back] = [between(template(id), template(other)), between(template(other), template(id))];
      expect(there.added.map(({ type }) => type).sort()).toEqual(back.removed.map(({ type }) => type).sort());
      expect(there.replaced).toHaveLength(back.replaced.length);
    },
  );
});

test('from SimSiam to BYOL: a teacher, another loss, views augmented apart', () => {
  const found = between(template('simsiam'), template('byol'));
  expect(ids(found.added)).toEqual(['augmentB', 'ema', 'teacherEncoder', 'teacherProjector', 'views']);
  expect(found.removed).toEqual([]);
  expect(found.replaced.map(({ before, after }) => [before.type, after.type])).toEqual([
    ['loss.negativeCosine', 'loss.normalizedMse'],
  ]);
  const lines = describeDifference(found);
  expect(lines).toContain('+ ConvNet (teacherEncoder, a moving average)');
  expect(lines).toContain('− wire projector.embedding → stopGradient.input');
  expect(lines).toContainEqual(expect.stringMatching(/^~ MLP head \(projector\):.*Output norm/));
});

test('another head in the same place: what both call the same is compared where it is of one kind', () => {
  const { replaced } = between(template('byol'), template('dino'));
  const head = replaced.find(({ after }) => after.id === 'teacherHead')!;
  expect(head.before).toEqual({
    id: 'teacherProjector',
    type: 'head.mlp',
    label: 'MLP head',
    weights: 'ema',
  });
  expect(head.params).toEqual([]);
});

describe('an ablation is told by what was done to the drawing', () => {
  const of = (id: string): string[] => {
    const { template: intact, edit } = ABLATIONS.find((ablation) => ablation.id === id)!;
    return describeDifference(between(template(intact), edited(template(intact), edit)));
  };
  test.each([
    ['byol-momentum-0', ['~ EMA (ema): Momentum m 0.95 → 0, Schedule cosine → constant']],
    ['vicreg-no-covariance', ['~ VICReg (vicreg): Covariance ν 1 → 0']],
    [
      'simsiam-no-stop-gradient',
      ['− Stop-gradient (stopGradient)', '+ wire projector.embedding → negativeCosine.target'],
    ],
    [
      'simsiam-no-predictor',
      ['− MLP head (predictor)', '+ wire projector.embedding → negativeCosine.prediction'],
    ],
  ])('%s', (id, lines) => {
    expect(of(id)).toEqual(lines);
  });

  test('a predictor that is frozen is another than one that learns', () => {
    expect(of('simsiam-fixed-predictor')).toContain('+ MLP head (predictor, frozen)');
  });
});

test('there is none by a preset that a drawing does not have', () => {
  expect(difference(template('simclr'), template('byol'), registry, { preset: 'none such' })).toBeNull();
});
