import { produce } from 'immer';
import { expect, it } from 'vitest';
import { edgeId } from '../../document/schema.ts';
import { graphOf, type Content } from '../store/content.ts';
import { smallDocument } from '../store/small-document.ts';
import { addConnected } from './add-connected.ts';

it('adds a node at the end of a wire, in the place of the wire that was there', () => {
  const content: Content = { document: smallDocument(), preset: null };
  const command = addConnected(
    { id: 'norm', type: 'math.l2Normalize', position: { x: 300, y: 0 } },
    { from: 'norm.output', to: 'loss.embedding' },
    ['encoder.embedding->loss.embedding'],
  );
  const after = produce(content, command.apply);
  expect(graphOf(after).edges.map(edgeId)).toEqual([
    'images.images->encoder.images',
    'norm.output->loss.embedding',
  ]);
  expect(graphOf(after).nodes.at(-1)?.id).toBe('norm');
  expect(after.document.view.positions['norm']).toEqual({ x: 300, y: 0 });
});
