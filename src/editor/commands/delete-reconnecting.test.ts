import { produce } from 'immer';
import { expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { compile } from '../../compiler/compile.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { edgeId } from '../../document/schema.ts';
import { hashProgram } from '../../ir/hash.ts';
import { graphOf, type Content } from '../store/content.ts';
import { bypassNodes } from './bypass-nodes.ts';
import { deleteReconnecting } from './delete-reconnecting.ts';

const content: Content = { document: drawing(SIMCLR.nodes, SIMCLR.wires), preset: null };
const without = (...ids: string[]) => produce(content, deleteReconnecting(content, registry, ids).apply);
const hash = ({ document }: Content) => hashProgram(compile(document, registry).program!);

it.each([[['projector']], [['projector', 'normalize']], [['normalize']]])(
  'without %s the drawing computes what it computes with them bypassed',
  (ids) => {
    const bypassed = produce(content, bypassNodes(ids, true).apply);
    expect(hash(without(...ids))).toBe(hash(bypassed));
    expect(graphOf(without(...ids)).nodes.map(({ id }) => id)).not.toContain(ids[0]);
  },
);

it('wires that fit nowhere go with the node', () => {
  const edges = graphOf(without('encoder')).edges.map(edgeId);
  expect(edges).not.toContain('augment.images->projector.embedding');
  expect(edges).toHaveLength(graphOf(content).edges.length - 2);
});
