import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { effectiveRun, graphOf, type Content } from '../store/content.ts';
import { smallDocument } from '../store/small-document.ts';
import type { Command } from './command.ts';
import { connect } from './connect.ts';
import { deleteElements } from './delete-elements.ts';
import { renameNode, whyNotName } from './rename-node.ts';
import { resetParam, setParam } from './set-param.ts';
import { setRun } from './set-run.ts';

const content: Content = { document: smallDocument(), preset: 'browser' };
const after = (command: Command, from = content) => produce(from, command.apply);
const paramsOf = (given: Content, id: string) => graphOf(given).nodes.find((node) => node.id === id)?.params;

describe('commands', () => {
  it('deletes a node with its wires, place and overlay', () => {
    const now = after(deleteElements(['images'], []));
    expect(graphOf(now).nodes.map((node) => node.id)).toEqual(['encoder', 'loss']);
    expect(graphOf(now).edges).toEqual([{ from: 'encoder.embedding', to: 'loss.embedding' }]);
    expect(now.document.view.positions).not.toHaveProperty('images');
    expect(now.document.presets['browser']?.nodes).toEqual({});
  });

  it('replaces the wire of an input that takes one', () => {
    const now = after(
      connect({ from: 'images.images', to: 'loss.embedding' }, ['encoder.embedding->loss.embedding']),
    );
    expect(graphOf(now).edges.map((edge) => edge.from)).toEqual(['images.images', 'images.images']);
  });

  it('renames a node in wires, positions and presets', () => {
    const now = after(renameNode('images', 'emoji'));
    expect(graphOf(now).edges[0]?.from).toBe('emoji.images');
    expect(now.document.view.positions['emoji']).toEqual({ x: 0, y: 0 });
    expect(now.document.presets['browser']?.nodes).toEqual({ emoji: { batchSize: 64 } });
  });

  it('says why a name cannot be used', () => {
    const graph = graphOf(content);
    expect(whyNotName(graph, 'images', 'encoder')).toContain('already');
    expect(whyNotName(graph, 'images', '2nd')).toContain('starts with a letter');
    expect(whyNotName(graph, 'images', 'images')).toBeNull();
    expect(whyNotName(graph, 'images', 'emoji')).toBeNull();
  });

  it('writes a parameter where its present value comes from', () => {
    const overlaid = after(setParam('images', 'batchSize', 32));
    expect(overlaid.document.presets['browser']?.nodes['images']).toEqual({ batchSize: 32 });
    expect(paramsOf(overlaid, 'images')).toEqual({});
    const own = after(setParam('images', 'batchSize', 32), { ...content, preset: null });
    expect(paramsOf(own, 'images')).toEqual({ batchSize: 32 });
    expect(own.document.presets['browser']?.nodes['images']).toEqual({ batchSize: 64 });
  });

  it('resets a parameter in the node and the active preset', () => {
    const now = after(resetParam('images', 'batchSize'));
    expect(now.document.presets['browser']?.nodes['images']).toEqual({});
    expect(paramsOf(after(resetParam('loss', 'temperature')), 'loss')).toEqual({});
  });

  it('sets steps in the preset that has them and the seed in the stage', () => {
    const now = after(setRun({ steps: 5, seed: 9 }));
    expect(effectiveRun(now)).toEqual({ steps: 5, seed: 9 });
    expect(now.document.stages[0]?.run).toEqual({ steps: 100, seed: 9 });
  });
});
