import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { effectiveDocument, graphOf, stageOf, type Content } from '../store/content.ts';
import { EMPTY_HISTORY, perform, undo } from '../store/history.ts';
import { smallDocument } from '../store/small-document.ts';
import { bypassNodes } from './bypass-nodes.ts';

const content: Content = { document: smallDocument(), preset: 'browser' };
const bypassedIn = (now: Content) => graphOf(now).nodes.flatMap(({ id, bypassed }) => (bypassed ? [id] : []));
const inEffect = (now: Content) =>
  stageOf(effectiveDocument(now)).graph.nodes.flatMap(({ id, bypassed }) => (bypassed ? [id] : []));

describe('bypassNodes', () => {
  it('passes nodes over and takes them up again, each in one step', () => {
    const over = perform({ content, history: EMPTY_HISTORY }, bypassNodes(['encoder', 'loss'], true));
    expect(bypassedIn(over.content)).toEqual(['encoder', 'loss']);
    const up = perform(over, bypassNodes(['encoder', 'loss'], false));
    expect(up.content).toEqual(content);
    expect(undo(undo(up)).content).toEqual(content);
    expect(over.history.past.map(({ name }) => name)).toEqual(['Bypass 2 nodes']);
  });

  it('leaves no step where nothing changes', () => {
    const same = perform({ content, history: EMPTY_HISTORY }, bypassNodes(['encoder', 'nobody'], false));
    expect(same.history.past).toEqual([]);
  });

  it('changes what the preset says where it says something', () => {
    const laid = produce(content, ({ document }) => {
      document.presets['browser']!.bypassed = { encoder: true };
    });
    const up = produce(laid, bypassNodes(['encoder', 'loss'], false).apply);
    expect(inEffect(laid)).toEqual(['encoder']);
    expect(inEffect(up)).toEqual([]);
    expect(up.document.presets['browser']?.bypassed).toEqual({ encoder: false });
    const other = produce({ ...laid, preset: null }, bypassNodes(['encoder'], true).apply);
    expect(bypassedIn(other)).toEqual(['encoder']);
    expect(other.document.presets).toEqual(laid.document.presets);
  });
});
