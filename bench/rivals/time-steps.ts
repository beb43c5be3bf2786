import type { Times } from '../rival.ts';
import type { CommandCount } from './count-commands.ts';

/** Runs a training step to its end, the reading of its loss included, and gives the loss. */
export type OneStep = () => Promise<number>;

/**
 * Milliseconds of so many steps, one after another; with what each asked of the graphics device where that is counted.
 * Rejects where a loss is no number: what is wrong from there on is no measurement.
 */
export async function timeSteps(step: OneStep, count: number, commands?: () => CommandCount): Promise<Times> {
  const times = { step: [] as number[], dispatches: [] as number[], buffers: [] as number[] };
  for (let i = 0; i < count; i++) {
    commands?.();
    const begin = performance.now();
    const loss = await step();
    times.step.push(performance.now() - begin);
    if (!Number.isFinite(loss)) throw new Error('its loss is no number');
    if (!commands) continue;
    const { dispatches, buffers } = commands();
    times.dispatches.push(dispatches);
    times.buffers.push(buffers);
  }
  return commands ? times : { step: times.step };
}
