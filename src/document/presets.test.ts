import { describe, expect, test } from 'vitest';
import { emptyDocument } from './empty.ts';
import { applyPreset } from './presets.ts';
import type { Preset, UnlabelDocument } from './schema.ts';

function drawing(): UnlabelDocument {
  const document = emptyDocument();
  document.stages[0]!.graph.nodes = [
    { id: 'images', type: 'data.images', params: { dataset: 'emoji', batchSize: 128 } },
    { id: 'loss', type: 'loss.ntXent', params: { temperature: 0.5 } },
  ];
  document.stages[0]!.run = { steps: 300, seed: 9 };
  document.presets = {
    paper: {
      title: 'Paper',
      nodes: { images: { batchSize: 4096 }, deleted: { depth: 3 } },
      types: {},
      run: { steps: 90_000 },
    },
    plain: { title: 'Plain', nodes: {}, types: {}, run: {} },
  };
  return document;
}

describe('applyPreset', () => {
  test('lays params and run over the drawing, and nothing else', () => {
    const before = drawing();
    const applied = applyPreset(before, 'paper');
    expect(applied.ok && applied.value.stages[0]).toEqual({
      ...before.stages[0]!,
      graph: {
        nodes: [
          { id: 'images', type: 'data.images', params: { dataset: 'emoji', batchSize: 4096 } },
          { id: 'loss', type: 'loss.ntXent', params: { temperature: 0.5 } },
        ],
        edges: [],
      },
      run: { steps: 90_000, seed: 9 },
    });
    expect(before).toEqual(drawing());
  });

  test('a preset without anything changes nothing', () => {
    expect(applyPreset(drawing(), 'plain')).toEqual({ ok: true, value: drawing(), problems: [] });
  });

  describe('with types', () => {
    const typed = (preset: Partial<Preset>) => {
      const document = drawing();
      document.composites = {
        pair: {
          title: 'Pair',
          summary: '',
          graph: {
            nodes: [
              { id: 'encoder', type: 'encoder.convnet', params: { widths: [8], norm: 'none' } },
              { id: 'head', type: 'head.mlp', params: { outputSize: 16 } },
            ],
            edges: [{ from: 'encoder.embedding', to: 'head.embedding' }],
          },
          inputs: [],
          outputs: [],
          params: [
            { name: 'widths', label: 'Widths', node: 'encoder', param: 'widths' },
            { name: 'size', label: 'Size', node: 'head', param: 'outputSize' },
          ],
          positions: {},
        },
      };
      const block = { type: 'composite.pair', params: { widths: [4], size: 2 } };
      document.stages[0]!.graph.nodes.push({ id: 'a', ...block }, { id: 'b', ...block });
      document.presets = { other: { title: 'Other', nodes: {}, types: {}, run: {}, ...preset } };
      const applied = applyPreset(document, 'other');
      if (!applied.ok) throw new Error('the preset is there');
      const { composites, stages } = applied.value;
      const node = (id: string) => stages[0]!.graph.nodes.find((other) => other.id === id)!;
      return { composites, node };
    };

    test('a node of another type has the preset’s params alone', () => {
      const { node } = typed({
        types: { loss: 'loss.infoNCE', images: 'data.other' },
        nodes: { loss: { scale: 2 } },
      });
      expect(node('loss')).toEqual({ id: 'loss', type: 'loss.infoNCE', params: { scale: 2 } });
      expect(node('images')).toEqual({ id: 'images', type: 'data.other', params: {} });
    });

    test('a node inside one composite node changes there and nowhere else', () => {
      const { composites, node } = typed({ nodes: { 'a/head': { outputSize: 32 } } });
      expect(node('a').type).toBe('composite.pair/a');
      expect(node('b').type).toBe('composite.pair');
      expect(composites['pair/a']?.graph.nodes[1]?.params).toEqual({ outputSize: 32 });
      expect(composites['pair']?.graph.nodes[1]?.params).toEqual({ outputSize: 16 });
    });

    test('a node of another type inside a composite node loses what was shown of its params', () => {
      const { composites, node } = typed({
        types: { 'a/encoder': 'encoder.resnet' },
        nodes: { 'a/encoder': { depth: 18 } },
      });
      const inner = composites['pair/a']!;
      expect(inner.graph.nodes[0]).toEqual({ id: 'encoder', type: 'encoder.resnet', params: { depth: 18 } });
      expect(inner.params.map(({ name }) => name)).toEqual(['size']);
      expect(node('a').params).toEqual({ size: 2 });
    });
  });

  test.each(['imagenet', 'constructor', '__proto__'])('DOC_UNKNOWN_PRESET: %s', (preset) => {
    const applied = applyPreset(drawing(), preset);
    expect(applied.problems).toMatchObject([{ code: 'DOC_UNKNOWN_PRESET' }]);
    expect(applied.problems[0]?.message).toContain('“paper”, “plain”');
  });
});
