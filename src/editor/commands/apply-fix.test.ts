import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { edgeId } from '../../document/schema.ts';
import { graphOf, type Content } from '../store/content.ts';
import { smallDocument } from '../store/small-document.ts';
import { applyFix } from './apply-fix.ts';

const content: Content = { document: smallDocument(), preset: null };
const mended = (fix: Fix) => {
  const command = applyFix(content, registry, fix);
  return command && graphOf(produce(content, command.apply));
};

describe('applyFix', () => {
  it('sets a parameter', () => {
    const graph = mended({
      title: 'Reset',
      kind: 'setParam',
      node: 'loss',
      param: 'temperature',
      value: 0.1,
    });
    expect(graph?.nodes.find(({ id }) => id === 'loss')?.params).toEqual({ temperature: 0.1 });
  });

  it('removes a wire', () => {
    const edge = 'images.images->encoder.images';
    expect(mended({ title: 'Delete', kind: 'removeEdge', edge })?.edges.map(edgeId)).not.toContain(edge);
  });

  it('inserts a node on a wire', () => {
    const edge = 'encoder.embedding->loss.embedding';
    const graph = mended({ title: 'Insert', kind: 'insertNode', type: 'math.l2Normalize', edge });
    expect(graph?.edges.map(edgeId)).toEqual([
      'images.images->encoder.images',
      'encoder.embedding->l2Normalize.input',
      'l2Normalize.output->loss.embedding',
    ]);
  });

  it('does nothing where the node type is unknown', () => {
    const edge = 'encoder.embedding->loss.embedding';
    expect(mended({ title: 'Insert', kind: 'insertNode', type: 'math.unknown', edge })).toBeNull();
  });
});
