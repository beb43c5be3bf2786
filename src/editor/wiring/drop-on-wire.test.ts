import { produce } from 'immer';
import { afterEach, describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { checkConnection } from '../../compiler/check-connection.ts';
import { edgeId } from '../../document/schema.ts';
import { addNode } from '../commands/add-node.ts';
import { connect } from '../commands/connect.ts';
import type { EditorServices } from '../editor-context.tsx';
import { graphOf, type Content } from '../store/content.ts';
import { createDrawingView } from '../store/drawing.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { dropOnWire, insertHeld, planDrop } from './drop-on-wire.ts';
import { wireTarget } from './wire-target.ts';

const WIRE = 'encoder.embedding->loss.a';

function open() {
  let content: Content = { document: smallDocument(), preset: null };
  for (const command of [
    connect({ from: 'encoder.embedding', to: 'loss.a' }, ['encoder.embedding->loss.embedding']),
    addNode({ id: 'norm', type: 'math.l2Normalize', position: { x: 0, y: 500 } }),
  ])
    content = produce(content, command.apply);
  const store = createEditorStore(content);
  const services = {
    store,
    registry,
    templates: { now: () => [], all: () => Promise.resolve([]) },
    drawing: createDrawingView(registry),
    checkConnection: (graph, from, to) => checkConnection(graph, registry, from, to, { replace: true }),
  } as Partial<EditorServices> as EditorServices;
  const cards = Object.entries(content.document.view.positions).map(([id, position]) => ({ id, position }));
  return { store, services, cards };
}

afterEach(() => wireTarget.setState({ edge: null, takes: false, carried: null }));

describe('planDrop', () => {
  it('takes a type that fits and refuses one that does not, with the reason', () => {
    const { services } = open();
    expect(planDrop(services, { type: 'head.mlp' }, WIRE)?.ok).toBe(true);
    const refused = planDrop(services, { type: 'encoder.convnet' }, WIRE);
    expect(refused && !refused.ok && refused.reason?.code).toBe('GRAPH_KIND_MISMATCH');
  });

  it('leaves nodes alone that have wires: they are only being moved', () => {
    const { services } = open();
    expect(planDrop(services, { node: 'norm' }, WIRE)?.ok).toBe(true);
    expect(planDrop(services, { node: 'images' }, WIRE)).toBeNull();
  });
});

describe('dropOnWire', () => {
  it('adds a node of the type, connects it and makes room, in one step that undo takes back', () => {
    const { store, services, cards } = open();
    const before = store.getState().content;
    const dropped = dropOnWire(services, cards, { type: 'head.mlp' }, WIRE, { x: 300, y: 0 });
    store.getState().run(dropped!.command);
    const { content } = store.getState();
    expect(graphOf(content).edges.map(edgeId)).toEqual([
      'images.images->encoder.images',
      'encoder.embedding->mlp.embedding',
      'mlp.embedding->loss.a',
    ]);
    expect(content.document.view.positions).toMatchObject({ mlp: { x: 300, y: 0 }, loss: { x: 550, y: 0 } });
    store.getState().undo();
    expect(store.getState().content).toEqual(before);
  });

  it('does nothing where it does not fit', () => {
    const { services, cards } = open();
    expect(dropOnWire(services, cards, { type: 'encoder.convnet' }, WIRE, { x: 0, y: 0 })).toBeNull();
  });
});

describe('insertHeld', () => {
  it('takes the place of a move only over a wire that takes the node', () => {
    const { store, services, cards } = open();
    expect(insertHeld(services, cards, 'norm', { x: 300, y: 300 })).toBeNull();
    wireTarget.setState({ edge: WIRE, takes: true });
    const command = insertHeld(services, cards, 'norm', { x: 300, y: 300 });
    store.getState().run(command!);
    const { content } = store.getState();
    expect(graphOf(content).edges.map(edgeId)).toContain('norm.output->loss.a');
    expect(content.document.view.positions['norm']).toEqual({ x: 300, y: 300 });
    expect(content.document.view.positions['loss']).toEqual({ x: 400, y: 0 });
    expect(graphOf(content).nodes.filter(({ id }) => id === 'norm')).toHaveLength(1);
  });
});
