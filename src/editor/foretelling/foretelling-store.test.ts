import { expect, it, vi } from 'vitest';
import type { CollapseReport } from '../../analysis/collapse/collapse.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { createForetellingStore, type Foretell } from './foretelling-store.ts';

const HEALTHY: CollapseReport = {
  prediction: 'healthy',
  grounds: 'proved',
  losses: { constant: 2, line: 1, image: 0, noise: 2 },
  protections: [],
};
const COLLAPSED: CollapseReport = { ...HEALTHY, prediction: 'complete collapse' };

const compilation = (): Compilation => ({
  diagnostics: [],
  wires: new Map(),
  gradient: { edges: new Map(), weights: new Map() },
  parameters: new Map(),
  program: null,
});

function open(foretell: Foretell) {
  const editor = createEditorStore({ document: smallDocument(), preset: null });
  const compileNow = vi.fn(() => editor.getState().setCompilation(compilation()));
  return { editor, compileNow, foretelling: createForetellingStore(editor, compileNow, foretell) };
}

it('asks about the drawing as it is at that moment, and remembers which it was', async () => {
  const foretell = vi.fn<Foretell>(() => Promise.resolve(HEALTHY));
  const { editor, compileNow, foretelling } = open(foretell);
  const asking = foretelling.getState().ask();
  expect(foretelling.getState().foretelling).toEqual({ kind: 'computing' });
  await asking;
  expect(compileNow).toHaveBeenCalledTimes(1);
  expect(foretell).toHaveBeenCalledWith(editor.getState().content.document, null);
  const told = foretelling.getState().foretelling;
  expect(told).toEqual({ kind: 'told', report: HEALTHY, of: editor.getState().compilation });
});

it('shows the answer to the last question, whichever comes first', async () => {
  const answers: ((report: CollapseReport) => void)[] = [];
  const { foretelling } = open(() => new Promise((resolve) => answers.push(resolve)));
  const [first, second] = [foretelling.getState().ask(), foretelling.getState().ask()];
  answers[1]!(COLLAPSED);
  await second;
  answers[0]!(HEALTHY);
  await first;
  expect(foretelling.getState().foretelling).toMatchObject({ kind: 'told', report: COLLAPSED });
});

it('says why nothing could be computed', async () => {
  const { foretelling } = open(() => Promise.reject(new Error('its code could not be loaded')));
  await foretelling.getState().ask();
  expect(foretelling.getState().foretelling).toEqual({
    kind: 'failed',
    reason: 'its code could not be loaded',
  });
});
