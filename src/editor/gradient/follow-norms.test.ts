import { afterEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Checkpoint, Dissection, DissectRequest, Summary } from '../../../workers/protocol.ts';
import { registry } from '../../../nodes/index.ts';
import { failure, success } from '../../base/outcome.ts';
import { compile } from '../../compiler/compile.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import { IDLE_RUN, type RunState } from '../../runtime/run-state.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { followNorms } from './follow-norms.ts';
import { gradientNorms } from './gradient-norms.ts';

const summary = (norm: number): Summary => ({
  shape: [1],
  dtype: 'float32',
  min: 0,
  mean: 0,
  max: 0,
  std: 0,
  norm,
  zeros: 0,
  notFinite: 0,
  preview: { kind: 'scalar', value: 0 },
});

const checkpoint = (step: number, channels = 4): Checkpoint => ({
  step,
  seed: 5,
  tensors: {
    'encoder.stage1.kernel': {
      shape: [3, 3, 3, channels],
      dtype: 'float32',
      data: new Float32Array(27 * channels),
    },
  },
});

let stop: () => void = () => undefined;
afterEach(() => stop());

/** A run of SimCLR whose gradients have the length of the step, on the wire from projector to normalisation and none else. */
function setUp() {
  let time = 0;
  const store = createEditorStore({ document: drawing(SIMCLR.nodes, SIMCLR.wires), preset: null });
  const compilation = compile(store.getState().content.document, registry, {});
  store.getState().setCompilation(compilation);
  const runs = createStore<{ run: RunState }>()(() => ({ run: { ...IDLE_RUN, status: 'running' } }));
  const dissect = vi.fn((request: DissectRequest): Promise<Checked<Dissection>> => {
    time += 100;
    const wires = request.program.wires
      .filter(({ value }) => value !== undefined)
      .map(({ edge }) => ({
        edge,
        value: summary(1),
        gradient: edge.endsWith('->normalize.input') ? summary(request.checkpoint!.step) : null,
      }));
    const about = { step: 0, backend: 'cpu', losses: {}, learningRate: 0, changes: [] } as const;
    return Promise.resolve(success({ ...about, wires }));
  });
  const runStore = {
    getState: () => ({ ...runs.getState(), dissect }),
    subscribe: runs.subscribe,
  } as unknown as RunStore;
  const reach = (next: Checkpoint, status: RunState['status'] = 'running') =>
    runs.setState(({ run }) => ({ run: { ...run, status, checkpoint: next } }));
  stop = followNorms(
    { store, runStore, compile: (drawn, _, gradients) => compile(drawn, registry, { dissect: gradients }) },
    () => time,
  );
  return { store, compilation, dissect, reach, pass: (milliseconds: number) => (time += milliseconds) };
}

const norms = () => Object.entries(gradientNorms.getState());
const shows = (norm: number) =>
  vi.waitFor(() => expect(norms()).toEqual([[expect.stringContaining('->normalize.input'), norm]]));

test('shows the gradient at the newest checkpoint, measured in a small part of the time', async () => {
  const { dissect, reach, pass } = setUp();
  expect(norms()).toEqual([]);
  reach(checkpoint(3));
  await shows(3);
  reach(checkpoint(4));
  expect(dissect).toHaveBeenCalledTimes(1);
  pass(1200);
  reach(checkpoint(9));
  await shows(9);
  // at rest nothing has to wait for it
  reach(checkpoint(10), 'finished');
  await shows(10);
  expect(dissect).toHaveBeenCalledTimes(3);
});

test('forgets norms of a drawing that was changed, and of a view that was closed', async () => {
  const { store, dissect, reach } = setUp();
  reach(checkpoint(3), 'paused');
  await shows(3);
  dissect.mockResolvedValueOnce(failure([]));
  const { document } = store.getState().content;
  store.getState().setCompilation(compile(document, registry, {}));
  expect(norms()).toEqual([]);
  reach(checkpoint(4), 'paused');
  await shows(4);
  stop();
  expect(norms()).toEqual([]);
});

test('tells the wires nothing while there is nothing new to tell', () => {
  const { store } = setUp();
  const heard = vi.fn();
  const off = gradientNorms.subscribe(heard);
  store.getState().select({ nodes: ['encoder'], edges: [] });
  store.getState().select({ nodes: [], edges: [] });
  off();
  expect(heard).not.toHaveBeenCalled();
});

test('measures nothing where the weights are not those of the drawing', () => {
  const { dissect, reach } = setUp();
  reach(checkpoint(3, 7));
  expect(dissect).not.toHaveBeenCalled();
});
