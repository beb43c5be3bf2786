import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_VERSION } from '../../document/schema.ts';
import { serializeDocument } from '../../document/serialize.ts';
import { smallDocument } from '../store/small-document.ts';
import { readClip } from './read-clip.ts';
import { writeClip } from './write-clip.ts';
import { clipOf } from './clip.ts';

const clip = clipOf({ document: smallDocument(), preset: null }, ['encoder', 'loss'])!;
const text = writeClip(clip);
const json = JSON.parse(text) as { drawing: { stages: { graph: { nodes: object[] } }[] } } & object;
const codes = (source: unknown) => {
  const read = readClip(typeof source === 'string' ? source : JSON.stringify(source));
  return read.ok ? [] : read.problems.map(({ code }) => code);
};

describe('a clip', () => {
  it('has the nodes, the wires among them and, apart, those that came in', () => {
    const { graph } = clip.drawing.stages[0]!;
    expect(graph.nodes.map(({ id }) => id)).toEqual(['encoder', 'loss']);
    expect(graph.edges).toEqual([{ from: 'encoder.embedding', to: 'loss.embedding' }]);
    expect(clip.incoming).toEqual([{ from: 'images.images', to: 'encoder.images' }]);
    expect(clip.drawing.view.positions).toEqual({ encoder: { x: 200, y: 0 }, loss: { x: 400, y: 0 } });
  });

  it('is nothing without nodes', () => {
    expect(clipOf({ document: smallDocument(), preset: null }, ['nobody'])).toBeNull();
  });

  it('is read from its text as it was written', () => {
    const read = readClip(text);
    expect(read.ok && read.value).toEqual(clip);
  });
});

describe('what is refused', () => {
  it.each([
    ['CLIP_FOREIGN', 'a shopping list'],
    ['CLIP_FOREIGN', ''],
    ['CLIP_FOREIGN', '[1, 2]'],
    ['CLIP_FOREIGN', { nodes: [], links: [] }],
    ['CLIP_DOCUMENT', serializeDocument(smallDocument())],
    ['CLIP_DAMAGED', text.slice(0, text.length / 2)],
    ['CLIP_DAMAGED', { ...json, version: 'one' }],
    ['CLIP_DAMAGED', { ...json, incoming: [{ from: 'nowhere', to: 'a.b' }] }],
    ['CLIP_DAMAGED', { ...json, more: 1 }],
    ['CLIP_DAMAGED', { ...json, drawing: null }],
    ['CLIP_DAMAGED', { ...json, drawing: { ...json.drawing, stages: [] } }],
    ['CLIP_NEWER', { ...json, version: 2 }],
    ['CLIP_NEWER', { ...json, drawing: { ...json.drawing, version: DOCUMENT_VERSION + 1 } }],
    ['DOC_TOO_LARGE', ' '.repeat(8_000_001)],
  ])('%s: %.40s', (code, source) => {
    expect(codes(source)).toEqual([code]);
  });

  it('nodes of one name, none at all, and wires that lead to none of them', () => {
    const withGraph = (change: (graph: { nodes: object[]; edges?: object[] }) => object) => {
      const [stage] = json.drawing.stages;
      return { ...json, drawing: { ...json.drawing, stages: [{ ...stage, graph: change(stage!.graph) }] } };
    };
    const twice = withGraph((graph) => ({ ...graph, nodes: [...graph.nodes, graph.nodes[0]!] }));
    expect(codes(twice)).toEqual(['CLIP_DAMAGED']);
    expect(codes(withGraph(() => ({ nodes: [], edges: [] })))).toEqual(['CLIP_DAMAGED']);
    const loose = withGraph((graph) => ({ ...graph, edges: [{ from: 'encoder.a', to: 'stranger.b' }] }));
    expect(codes(loose)).toEqual(['CLIP_DAMAGED']);
  });

  it('any text is read or refused; none is a fault of ours', () => {
    const sources = fc.oneof(
      fc.string(),
      fc.json(),
      fc.nat(text.length).map((end) => text.slice(0, end)),
      fc
        .tuple(fc.nat(text.length), fc.string({ maxLength: 3 }))
        .map(([at, more]) => text.slice(0, at) + more + text.slice(at + 1)),
    );
    fc.assert(
      fc.property(sources, (source) => {
        const read = readClip(source);
        expect(read.ok || read.problems.length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(
      codes(`{"format":"unlabel-nodes","drawing":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    ).toEqual(['CLIP_DAMAGED']);
  });
});
