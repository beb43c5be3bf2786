import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { edgeId } from '../../document/schema.ts';
import { judgeWires } from './judge-wires.ts';
import { endKey, opposite, type PortEnd } from './port-end.ts';
import { simsiam, testDrawing } from './test-drawing.ts';

const SIMSIAM = simsiam(registry);

const port = (text: string): PortEnd => {
  const [side, endpoint = ''] = text.split(' ');
  const [node = '', name = ''] = endpoint.split('.');
  return { node, port: name, side: side as PortEnd['side'] };
};
const likely = (from: string, context = SIMSIAM, moved?: string) =>
  judgeWires(context, port(from), moved).likely().map(endKey);

describe('judgeWires', () => {
  it('finds the inputs of the right kind that close no circle', () => {
    expect(likely('output predictor.embedding')).toEqual(['input stop.input', 'input loss.target']);
  });

  it('finds outputs for an input, and says which wire gives up its place', () => {
    const judge = judgeWires(SIMSIAM, port('input loss.target'));
    expect(judge.likely().map(endKey)).toEqual([
      'output encoder.embedding',
      'output projector.embedding',
      'output predictor.embedding',
    ]);
    const plan = judge.plan(port('output encoder.embedding'));
    expect(plan.ok && plan.replaced).toEqual(['stop.output->loss.target']);
  });

  it('offers weights to nodes of the same type and to what follows weights', () => {
    const context = testDrawing(registry, {
      a: 'encoder.convnet',
      b: 'encoder.convnet',
      c: 'encoder.resnet',
      ema: 'flow.ema',
    });
    expect(likely('output a.weights', context)).toEqual(['input b.weights', 'input ema.weights']);
  });

  it('lets a wire that is being moved go back to where it was', () => {
    const wire = SIMSIAM.graph.edges[2]!;
    expect(likely('output encoder.embedding')).not.toContain('input projector.embedding');
    expect(likely('output encoder.embedding', SIMSIAM, edgeId(wire))).toContain('input projector.embedding');
  });

  it('calls likely what the whole judgement takes, on a drawing without composite nodes', () => {
    for (const { id } of SIMSIAM.graph.nodes) {
      const node = SIMSIAM.drawing.resolved(id)!;
      for (const side of ['input', 'output'] as const) {
        for (const { name } of node[`${side}s`]) {
          const judge = judgeWires(SIMSIAM, { node: id, port: name, side });
          const other = opposite[side];
          const taken = SIMSIAM.graph.nodes.flatMap((to) =>
            SIMSIAM.drawing
              .resolved(to.id)!
              [`${other}s`].map((end) => ({ node: to.id, port: end.name, side: other }))
              .filter((end) => judge.plan(end).ok)
              .map(endKey),
          );
          const found = judge.likely().map(endKey);
          // what is likely may still be refused, never the other way round
          expect(taken.filter((key) => !found.includes(key))).toEqual([]);
          expect(found.filter((key) => !taken.includes(key))).toEqual([]);
        }
      }
    }
  });

  it('is in doubt about weights, and about everything where there are composite nodes', () => {
    const signal = judgeWires(SIMSIAM, port('output encoder.embedding'));
    expect(signal.doubtful(port('input loss.target'))).toBe(false);
    const weights = judgeWires(SIMSIAM, port('output projector.weights'));
    expect(weights.doubtful(port('input predictor.weights'))).toBe(true);
    const packed = testDrawing(registry, { encoder: 'encoder.convnet', block: 'composite.block' });
    expect(judgeWires(packed, port('output encoder.embedding')).doubtful(port('input block.in'))).toBe(true);
  });

  it('remembers its judgements', () => {
    let checks = 0;
    const counting = {
      ...SIMSIAM,
      check: (...args: Parameters<typeof SIMSIAM.check>) => {
        checks += 1;
        return SIMSIAM.check(...args);
      },
    };
    const judge = judgeWires(counting, port('output images.images'));
    judge.likely();
    expect(checks).toBe(0);
    judge.plan(port('input loss.target'));
    const again = judge.plan(port('input loss.target'));
    expect(checks).toBe(1);
    expect(!again.ok && again.reason.code).toBe('GRAPH_KIND_MISMATCH');
  });
});
