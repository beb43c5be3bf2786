import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { judgeWires } from './judge-wires.ts';
import { fittingPortPicks, ownPortPicks } from './port-picks.ts';
import { simsiam } from './test-drawing.ts';

const SIMSIAM = simsiam(registry);

describe('ownPortPicks', () => {
  it('lists outputs before inputs, with what is on them', () => {
    expect(ownPortPicks(SIMSIAM, 'projector').map(({ label, note }) => [label, note])).toEqual([
      ['embedding', 'output, 2 wires'],
      ['weights', 'output'],
      ['embedding', 'input, 1 wire'],
      ['weights', 'input'],
    ]);
  });
});

describe('fittingPortPicks', () => {
  it('lists the free ports of other nodes first, then those that give a wire up, then the way to a new node', () => {
    const judge = judgeWires(SIMSIAM, { node: 'encoder', port: 'weights', side: 'output' });
    expect(fittingPortPicks(SIMSIAM, judge).map(({ label }) => label)).toEqual(['New node…']);
    const target = judgeWires(SIMSIAM, { node: 'predictor', port: 'embedding', side: 'output' });
    expect(fittingPortPicks(SIMSIAM, target).map(({ label, note }) => [label, note])).toEqual([
      ['Stop-gradient (stop): values', 'instead of projector.embedding'],
      ['Negative cosine (loss): target', 'instead of stop.output'],
      ['New node…', undefined],
    ]);
  });
});
