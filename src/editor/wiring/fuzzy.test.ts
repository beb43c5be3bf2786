import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { fuzzy } from './fuzzy.ts';
import { allPicks } from './node-picks.ts';

const picks = allPicks(registry.specs);
const found = (query: string) =>
  fuzzy(picks, query, ({ label, words }) => [label, ...words]).map(({ key }) => key);

describe('fuzzy', () => {
  it.each([
    ['ntx', 'loss.ntXent'],
    ['stopgrad', 'flow.stopGradient'],
    ['detach', 'flow.stopGradient'],
    ['l2', 'math.l2Normalize'],
    ['convnet', 'encoder.convnet'],
    ['adamw', 'optim.adamw'],
    ['neg cos', 'loss.negativeCosine'],
    ['infonce', 'loss.infoNCE'],
  ])('%s: first is %s', (query, first) => {
    expect(found(query)[0]).toBe(first);
  });

  it('gives all, in the order given, without a query', () => {
    expect(found(' ')).toEqual(picks.map(({ key }) => key));
  });

  it('gives nothing where nothing is like it', () => {
    expect(found('zzqx')).toEqual([]);
  });

  it('needs every word', () => {
    expect(found('loss cosine')).toContain('loss.negativeCosine');
    expect(found('loss qqq')).toEqual([]);
  });
});
