import { expose, releaseProxy, transfer, type Remote } from 'comlink';
import type { RunEvent, TrainerApi } from './protocol.ts';
import { milestone } from './trainer/milestone.ts';
import { Trainer } from './trainer/trainer.ts';
import { transferableEvents } from './trainer/transferable-events.ts';
import { workerEnvironment } from './trainer/worker-environment.ts';

const trainer = new Trainer(workerEnvironment);
type Receiver = (events: readonly RunEvent[]) => void;
let present: Remote<Receiver> | null = null;

const api: TrainerApi = {
  prepare: (options, dataset) => trainer.prepare(options, dataset),
  open: (options) => trainer.open(options),
  start: (program, options, onEvents) => {
    // over comlink a callback arrives as a proxy, which keeps its other end alive until it is released
    const receiver = onEvents as unknown as Remote<Receiver>;
    const former = present;
    present = receiver;
    const send = (events: readonly RunEvent[]): void => {
      const { events: copies, buffers } = transferableEvents(events);
      void receiver(transfer(copies as RunEvent[], buffers));
    };
    return trainer.start(program, options, send).finally(() => former?.[releaseProxy]());
  },
  pause: () => trainer.pause(),
  resume: () => trainer.resume(),
  stepOnce: () => trainer.stepOnce(),
  stop: () => trainer.stop(),
  checkpoint: () => trainer.checkpoint(),
  memory: () => trainer.memory(),
  evaluate: (request) => trainer.evaluate(request),
  represent: async (request) => {
    const answer = await trainer.represent(request);
    if (!answer.ok) return answer;
    const { features, points } = answer.value;
    return transfer(answer, [features.data.buffer as ArrayBuffer, points.buffer as ArrayBuffer]);
  },
  view: async (dataset) => {
    const answer = await trainer.view(dataset);
    return answer.ok ? transfer(answer, [answer.value.images.buffer]) : answer;
  },
  dissect: (request) => trainer.dissect(request),
  record: (request) => trainer.record(request),
};

expose(api);
milestone('code is loaded');
