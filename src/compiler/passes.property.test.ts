import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { verifyProgram } from '../ir/verify.ts';
import { compile } from './compile.ts';
import { PASSES } from './passes.ts';
import { drawing } from './testing/drawing.ts';
import { expectSameStep } from './testing/expect-same-step.ts';

type Nodes = Record<string, Parameters<typeof drawing>[0][string]>;

const ENCODERS: readonly Nodes[string][] = [
  ['encoder.convnet', { widths: [3, 4], norm: 'batch' }],
  ['encoder.convnet', { widths: [4], norm: 'group', groups: 2 }],
  ['encoder.convnet', { widths: [3], norm: 'none' }],
  ['encoder.mlp', { widths: [6, 5] }],
  ['encoder.resnet', { width: 2, blocks: [1, 1], block: 'basic' }],
  ['encoder.vit', { size: 'own', patchSize: 4, width: 4, depth: 1, heads: 2, mlpRatio: 1, dropPath: 0.25 }],
];
const HEADS: readonly Nodes[string][] = [
  ['head.mlp', { hidden: [5], outputSize: 4, norm: 'batch', outputNorm: 'batchNoAffine' }],
  ['head.mlp', { hidden: [4], outputSize: 4, norm: 'layer' }],
  ['head.mlp', { hidden: [], outputSize: 4 }],
];

/** How one lane goes: whose weights it has, what it sees, what is cut, what it does once more. */
const lane = fc.record({
  tied: fc.boolean(),
  teacher: fc.boolean(),
  views: fc.constantFrom(1, 2),
  normViews: fc.constantFrom('perView' as const, 'allViews' as const),
  stopped: fc.boolean(),
  headTied: fc.boolean(),
  twice: fc.boolean(),
  shared: fc.boolean(),
});

const drawings = fc
  .record({
    encoder: fc.constantFrom(...ENCODERS),
    head: fc.constantFrom(...HEADS),
    dropout: fc.boolean(),
    lanes: fc.array(lane, { minLength: 2, maxLength: 3 }),
  })
  .map(({ encoder, head, dropout, lanes }) => {
    const plain = { crop: true, outputSize: 8, jitterProbability: 0, grayscaleProbability: 0 };
    const nodes: Nodes = {
      images: ['data.images', { dataset: 'factors', batchSize: 3 }],
      ema: ['flow.ema'],
      sum: ['loss.weightedSum'],
      optimiser: ['optim.sgd', { learningRate: 0.1 }],
    };
    const wires = ['encoder0.weights > ema.weights', 'sum.loss > optimiser.loss'];
    lanes.forEach((one, i) => {
      const source = one.shared && i > 0 ? 'augment0' : `augment${i}`;
      if (source === `augment${i}`) {
        nodes[source] = ['augment.pipeline', { ...plain, views: one.views }];
        wires.push(`images.images > ${source}.images`);
      }
      const normViews = encoder[0] === 'encoder.vit' ? {} : { normViews: one.normViews };
      nodes[`encoder${i}`] = [
        encoder[0],
        { ...encoder[1], ...(encoder[0] === 'encoder.mlp' ? {} : normViews) },
      ];
      nodes[`head${i}`] = head;
      nodes[`loss${i}`] = ['loss.uniformity'];
      wires.push(`${source}.images > encoder${i}.images`);
      if (one.tied && i > 0) {
        wires.push(`${one.teacher ? 'ema' : 'encoder0'}.weights > encoder${i}.weights`);
      }
      if (one.headTied && i > 0) wires.push(`head0.weights > head${i}.weights`);
      let end = `encoder${i}.embedding`;
      if (dropout) {
        nodes[`dropout${i}`] = ['math.dropout', { rate: 0.5 }];
        wires.push(`${end} > dropout${i}.input`);
        end = `dropout${i}.output`;
      }
      wires.push(`${end} > head${i}.embedding`);
      end = `head${i}.embedding`;
      if (one.twice) {
        // the head once more on what it gave, where it fits: one call waits for the other
        nodes[`again${i}`] = ['head.mlp', { hidden: [], outputSize: 4 }];
        nodes[`more${i}`] = ['head.mlp', { hidden: [], outputSize: 4 }];
        wires.push(`${end} > again${i}.embedding`, `again${i}.embedding > more${i}.embedding`);
        wires.push(`again${i}.weights > more${i}.weights`);
        end = `more${i}.embedding`;
      }
      if (one.stopped) {
        nodes[`stop${i}`] = ['flow.stopGradient'];
        nodes[`distance${i}`] = ['loss.negativeCosine', { pairs: 'all' }];
        wires.push(`${end} > stop${i}.input`, `stop${i}.output > distance${i}.target`);
        wires.push(`head0.embedding > distance${i}.prediction`, `distance${i}.loss > sum.losses`);
      }
      wires.push(
        `${one.stopped && i > 0 ? `stop${i}.output` : end} > loss${i}.embedding`,
        `loss${i}.loss > sum.losses`,
      );
    });
    return drawing(nodes, wires);
  });

test('any drawing of tied lanes computes the same with all passes and without any', () => {
  let [compiled, merged] = [0, 0];
  fc.assert(
    fc.property(drawings, (document) => {
      const optimised = compile(document, registry);
      const plain = compile(document, registry, { without: PASSES });
      expect(optimised.diagnostics).toEqual(plain.diagnostics);
      expect(optimised.gradient).toEqual(plain.gradient);
      if (!optimised.program || !plain.program) return;
      compiled++;
      expect(verifyProgram(optimised.program)).toEqual([]);
      if (optimised.program.step.operations.some(({ alsoFor }) => alsoFor)) merged++;
      expectSameStep(plain.program, optimised.program);
    }),
    { numRuns: 30 },
  );
  // the property is about programs, and about merged ones
  expect(compiled).toBeGreaterThan(20);
  expect(merged).toBeGreaterThan(3);
}, 120_000);
