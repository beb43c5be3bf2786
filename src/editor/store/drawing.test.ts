import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { nodeFacts, showCount } from '../canvas/node-facts.ts';
import { moveNodes } from '../commands/move-nodes.ts';
import { setParam } from '../commands/set-param.ts';
import type { Content } from './content.ts';
import { createDrawingView } from './drawing.ts';
import { nodeTitle } from './node-title.ts';
import { smallDocument } from './small-document.ts';

const content: Content = { document: smallDocument(), preset: 'browser' };

describe('drawing', () => {
  it('lays the active preset over the parameters', () => {
    const look = createDrawingView(registry);
    expect(look(content).resolved('images')?.params['batchSize']).toBe(64);
    expect(look({ ...content, preset: null }).resolved('images')?.params['batchSize']).toBe(128);
  });

  it('looks again only when graph or preset have changed', () => {
    const look = createDrawingView(registry);
    const before = look(content);
    expect(look(produce(content, moveNodes({ loss: { x: 1, y: 1 } }).apply))).toBe(before);
    expect(look(produce(content, setParam('loss', 'temperature', 0.1).apply))).not.toBe(before);
  });

  it('knows the kinds of outputs and which inputs are taken', () => {
    const drawing = createDrawingView(registry)(content);
    expect(drawing.kind('encoder.embedding')).toBe('embedding');
    expect(drawing.taken.get('encoder.images')).toBe(1);
  });

  it('titles nodes and sums them up for their cards', () => {
    const drawing = createDrawingView(registry)(content);
    expect(nodeTitle(drawing, 'images')).toBe('Images');
    expect(nodeTitle(drawing, 'encoder')).toBe('ConvNet (encoder)');
    expect(nodeTitle(drawing, 'nowhere')).toBe('nowhere');
    const facts = nodeFacts(drawing.resolved('loss')!, undefined);
    expect(facts[0]).toEqual({ label: 'Temperature τ', value: '0.5' });
    expect(nodeFacts(drawing.resolved('encoder')!, 93_500).at(-1)).toEqual({
      label: 'weights',
      value: '93.5 k',
    });
  });

  it.each([
    [999, '999'],
    [65_920, '65.9 k'],
    [11_170_000, '11.2 M'],
  ])('counts %d as %s', (count, shown) => {
    expect(showCount(count)).toBe(shown);
  });
});
