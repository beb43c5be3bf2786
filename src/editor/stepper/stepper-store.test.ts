import { expect, test, vi } from 'vitest';
import type { Checkpoint, Dissection, DissectRequest } from '../../../workers/protocol.ts';
import { registry } from '../../../nodes/index.ts';
import { failure, success } from '../../base/outcome.ts';
import { compile } from '../../compiler/compile.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import { IDLE_RUN } from '../../runtime/run-state.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { createStepper } from './stepper-store.ts';

const NOTHING: Dissection = { step: 0, backend: 'cpu', losses: {}, learningRate: 0, wires: [], changes: [] };

function setUp(document = drawing(SIMCLR.nodes, SIMCLR.wires), checkpoint: Checkpoint | null = null) {
  const store = createEditorStore({ document, preset: null });
  const dissect = vi.fn<(request: DissectRequest) => Promise<Checked<Dissection>>>(() =>
    Promise.resolve(success(NOTHING)),
  );
  const runStore = { getState: () => ({ dissect, run: { ...IDLE_RUN, checkpoint } }) } as unknown as RunStore;
  const stepper = createStepper({
    store,
    runStore,
    compile: (drawn, _, gradients) => compile(drawn, registry, { dissect: gradients }),
    compileNow: () => undefined,
  });
  return { stepper, dissect, store };
}

/** Of a run of SimCLR with this many channels in its first stage. */
const checkpoint = (channels: number): Checkpoint => {
  const shape = [3, 3, 3, channels];
  const data = new Float32Array(27 * channels);
  return { step: 12, seed: 5, tensors: { 'encoder.stage1.kernel': { shape, dtype: 'float32', data } } };
};

test('takes the first step of a drawing that was never trained, with the document’s seed', async () => {
  const { stepper, dissect } = setUp();
  await stepper.getState().take();
  expect(dissect.mock.calls[0]![0]).toMatchObject({ seed: 1 });
  expect(dissect.mock.calls[0]![0].checkpoint).toBeUndefined();
  expect(stepper.getState()).toMatchObject({ working: false, problems: null, step: { checkpoint: null } });
});

test('goes on from a run’s weights and with its seed where they fit the drawing, from initial ones where not', async () => {
  const fitting = setUp(undefined, checkpoint(4));
  await fitting.stepper.getState().take();
  expect(fitting.dissect.mock.calls[0]![0]).toMatchObject({ seed: 5, checkpoint: { step: 12 } });

  const other = setUp(undefined, checkpoint(6));
  await other.stepper.getState().take();
  expect(other.dissect.mock.calls[0]![0]).toMatchObject({ seed: 1 });
  expect(other.dissect.mock.calls[0]![0].checkpoint).toBeUndefined();
});

test('says what is wrong with a drawing, without asking the engine', async () => {
  const wires = SIMCLR.wires.filter((wire) => !wire.startsWith('normalize'));
  const { stepper, dissect } = setUp(drawing(SIMCLR.nodes, wires));
  await stepper.getState().take();
  expect(stepper.getState().problems!.map(({ code }) => code)).toContain('GRAPH_MISSING_INPUT');
  expect(dissect).not.toHaveBeenCalled();
});

test('shows the step that was asked for last, and why there is none', async () => {
  const { stepper, dissect } = setUp();
  let answer: (outcome: Checked<Dissection>) => void = () => undefined;
  dissect.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  const first = stepper.getState().take();
  expect(stepper.getState().working).toBe(true);
  dissect.mockResolvedValueOnce(success({ ...NOTHING, step: 7 }));
  await stepper.getState().take();
  answer(success({ ...NOTHING, step: 6 }));
  await first;
  expect(stepper.getState().step!.dissection.step).toBe(7);

  dissect.mockResolvedValueOnce(failure([]));
  await stepper.getState().take();
  expect(stepper.getState()).toMatchObject({ step: null, problems: [], working: false });
});
