import { describe, expect, test } from 'vitest';
import { emptyDocument } from './empty.ts';
import { applyPreset } from './presets.ts';
import type { UnlabelDocument } from './schema.ts';

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
      run: { steps: 90_000 },
    },
    plain: { title: 'Plain', nodes: {}, run: {} },
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

  test.each(['imagenet', 'constructor', '__proto__'])('DOC_UNKNOWN_PRESET: %s', (preset) => {
    const applied = applyPreset(drawing(), preset);
    expect(applied.problems).toMatchObject([{ code: 'DOC_UNKNOWN_PRESET' }]);
    expect(applied.problems[0]?.message).toContain('“paper”, “plain”');
  });
});
