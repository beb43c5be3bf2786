/**
 * Unlabel in Node as the command line runs it: the template `simclr` without probes, a `Trainer` of the wasm backend. Times
 * whole steps: batch, draws, augmentation, both passes, optimiser, reading of the loss.
 */
import { assert } from '../../src/base/assert.ts';
import { openTrainer } from '../../src/cli/open-trainer.ts';
import type { RunEvent } from '../../workers/protocol.ts';
import { serve } from './serve.ts';
import { templateProgram } from './template-program.ts';

console.log = console.info = console.error;
const opened = await openTrainer('wasm');
assert(opened.ok, 'wasm runs in Node');
const { trainer } = opened.value;

let seconds: number[] = [];
let wanted = Infinity;
let reached = (): void => undefined;
const receive = (events: readonly RunEvent[]): void => {
  for (const event of events) if (event.kind === 'step') seconds.push(event.seconds);
  if (seconds.length >= wanted) reached();
};
const started = await trainer.start(
  templateProgram('simclr', { steps: 1_000_000 }),
  { seed: 1, paused: true },
  receive,
);
assert(started.ok, 'the run begins');

await serve(async (steps) => {
  seconds = [];
  // differences leave out the first step, which bears the checkpoint of the pause before it
  wanted = steps + 1;
  const done = new Promise<void>((resolve) => (reached = resolve));
  await trainer.resume();
  await done;
  await trainer.pause();
  return { step: seconds.slice(1).map((end, i) => 1000 * (end - seconds[i]!)) };
});
