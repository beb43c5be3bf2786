import { expect, test, vi } from 'vitest';
import type { Representation } from '../../../workers/protocol.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { failure, success } from '../../base/outcome.ts';
import type { Program } from '../../ir/program.ts';
import type { RunStore, RunStoreState } from '../../runtime/run-store-state.ts';
import { createRepresentationStore } from './representation-store.ts';

type Asked = 'newest' | 'initial';

/** A run store that answers at once, one second having passed, and counts what it is asked. */
function setUp() {
  let time = 0;
  const asked: string[] = [];
  const state = {
    program: { dataset: 'emoji', wires: [] } as unknown as Program,
    run: { status: 'running', checkpoint: { step: 10, seed: 1, tensors: {} } },
    refused: false,
  };
  const answer = (step: number): Representation => ({
    step,
    features: { shape: [2, 1], dtype: 'float32', data: Float32Array.of(1, -1) },
    points: Float32Array.of(step === 0 ? 1 : -1, 0, step === 0 ? -1 : 1, 0),
    explained: [1, 0],
    readouts: [],
  });
  const runStore = {
    getState: () =>
      ({
        ...state,
        represent: (node: string, weights: Asked) => {
          asked.push(`${node} ${weights}`);
          time += 1000;
          if (state.refused)
            return Promise.resolve(failure([diagnose('RUN_OUT_OF_MEMORY', { detail: 'test' })]));
          return Promise.resolve(success(answer(weights === 'initial' ? 0 : state.run.checkpoint.step)));
        },
        view: () => {
          asked.push('view');
          const images = new Uint8Array(2);
          return Promise.resolve(success({ count: 2, height: 1, width: 1, channels: 1, images, labels: {} }));
        },
      }) as unknown as RunStoreState,
  } as RunStore;
  const store = createRepresentationStore(runStore, () => time);
  const rest = () => vi.waitFor(() => expect(store.getState().busy).toBe(false));
  const update = async (node = 'probe') => {
    store.getState().update(node);
    await rest();
  };
  return { state, asked, store, update, pass: (milliseconds: number) => (time += milliseconds) };
}

test('asks for images and both encoders at first, then for what is new, at most a fifth of the time', async () => {
  const { state, asked, store, update, pass } = setUp();
  await update();
  expect(asked.splice(0)).toEqual(['view', 'probe initial', 'probe newest']);
  expect(store.getState()).toMatchObject({ trained: { step: 10 }, untrained: { step: 0 }, problems: [] });
  // the mirrored axis is turned back to where it was
  expect(Array.from(store.getState().trained!.points, (x) => x + 0)).toEqual([
    ...store.getState().untrained!.points,
  ]);

  state.run.checkpoint.step = 20;
  await update();
  expect(asked).toEqual([]);
  pass(8000);
  await update();
  expect(asked.splice(0)).toEqual(['probe newest']);
  // at rest nobody has to wait, and nothing is asked for twice
  state.run = { ...state.run, status: 'finished', checkpoint: { ...state.run.checkpoint, step: 30 } };
  await update();
  await update();
  expect(asked.splice(0)).toEqual(['probe newest']);
  expect(store.getState().trained!.step).toBe(30);
});

test('begins anew for another run, another encoder', async () => {
  const { state, asked, update } = setUp();
  await update();
  asked.length = 0;
  state.run.checkpoint.seed = 2;
  await update();
  expect(asked.splice(0)).toEqual(['view', 'probe initial', 'probe newest']);
  await update('other');
  expect(asked).toEqual(['view', 'other initial', 'other newest']);
});

test('says why there is nothing, once for each checkpoint', async () => {
  const { state, asked, store, update } = setUp();
  state.refused = true;
  await update();
  expect(store.getState().problems.map(({ code }) => code)).toEqual(['RUN_OUT_OF_MEMORY']);
  asked.length = 0;
  await update();
  expect(asked).toEqual([]);
  state.refused = false;
  state.run.checkpoint.step = 11;
  await update();
  expect(store.getState()).toMatchObject({ trained: { step: 11 }, problems: [] });
});
