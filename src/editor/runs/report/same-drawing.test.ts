import { expect, test } from 'vitest';
import { smallDocument } from '../../store/small-document.ts';
import { sameDrawing } from './same-drawing.ts';

const document = smallDocument();
const [stage] = document.stages;

test('seed, steps and view change nothing of how a drawing looks; a parameter, a place and the preset do', () => {
  const content = { document, preset: 'browser' };
  const with_ = (changed: Partial<typeof document>) => ({
    ...content,
    document: { ...document, ...changed },
  });
  const view = { ...document.view, viewport: { x: 1, y: 2, zoom: 1 } };
  expect(sameDrawing(content, with_({ stages: [{ ...stage!, run: { steps: 5, seed: 9 } }], view }))).toBe(
    true,
  );
  const moved = { ...document.view, positions: { ...document.view.positions, loss: { x: 0, y: 9 } } };
  expect(sameDrawing(content, with_({ view: moved }))).toBe(false);
  const nodes = stage!.graph.nodes.map((node) => ({ ...node, params: {} }));
  const changed = [{ ...stage!, graph: { ...stage!.graph, nodes } }];
  expect(sameDrawing(content, with_({ stages: changed }))).toBe(false);
  expect(sameDrawing(content, { document, preset: null })).toBe(false);
});
