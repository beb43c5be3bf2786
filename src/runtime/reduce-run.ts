import type { RunEvent } from '../../workers/protocol.ts';
import {
  IDLE_RUN,
  RESTING_CLOCK,
  type ProbeState,
  type RunAction,
  type RunClock,
  type RunState,
} from './run-state.ts';
import { withPicture } from './thin-pictures.ts';
import { appendPoint, EMPTY_SERIES, truncateSeries, type Series } from './series.ts';

/** Weight of the newest step in the smoothed speed, once there are enough of them. */
const SMOOTHING = 0.1;

/** The state after what happened. Pure, and indifferent to how events were batched: it takes them one at a time. */
export function reduceRun(run: RunState, action: RunAction): RunState {
  switch (action.kind) {
    case 'starting': {
      const { status, diagnostics, finish, clock } = IDLE_RUN;
      const kept = action.fresh
        ? { ...IDLE_RUN, backend: run.backend }
        : { ...run, status, diagnostics, finish, clock };
      const { paused: beginsPaused, steps, notices = [] } = action;
      return { ...kept, status: 'starting', beginsPaused, steps, diagnostics: notices };
    }
    case 'opened':
      return { ...run, backend: action.choice };
    case 'broke':
      return { ...run, status: 'failed', diagnostics: [...run.diagnostics, ...action.diagnostics] };
    case 'abandoned':
      return {
        ...run,
        status: 'finished',
        finish: { reason: 'stopped', stepsPerSecond: null, digest: null },
      };
    default:
      return reduceEvent(run, action);
  }
}

function reduceEvent(run: RunState, event: RunEvent): RunState {
  switch (event.kind) {
    case 'started':
      return {
        ...rewind(run, event.step),
        status: run.beginsPaused ? 'paused' : 'running',
        parameters: event.parameters,
        steps: event.steps,
        clock: RESTING_CLOCK,
      };
    case 'step':
      return {
        ...run,
        step: event.step,
        loss: appendPoint(run.loss, event.step, event.loss),
        losses: appendAll(run.losses, event.step, event.losses),
        learningRate: appendPoint(run.learningRate, event.step, event.learningRate),
        clock: tick(run.clock, event.step, event.seconds),
      };
    case 'probe': {
      const known: ProbeState = run.probes[event.node] ?? { metrics: {}, untrained: {}, pictures: [] };
      const probe: ProbeState = {
        metrics: appendAll(known.metrics, event.step, event.metrics),
        untrained: event.untrained ?? known.untrained,
        pictures: event.picture
          ? withPicture(known.pictures, { step: event.step, ...event.picture })
          : known.pictures,
      };
      return { ...run, probes: { ...run.probes, [event.node]: probe } };
    }
    case 'paused':
      return { ...run, status: 'paused' };
    case 'resumed':
      return { ...run, status: 'running' };
    case 'checkpoint':
      return { ...run, checkpoint: event.checkpoint };
    case 'failed':
      return { ...run, status: 'failed', diagnostics: [...run.diagnostics, event.diagnostic] };
    case 'finished':
      return {
        ...run,
        status: 'finished',
        step: event.step,
        memory: event.memory,
        finish: {
          reason: event.reason,
          stepsPerSecond: event.stepsPerSecond,
          digest: event.digest,
        },
      };
  }
}

/** The run as it was after `step` steps: what came later is run again. */
function rewind(run: RunState, step: number): RunState {
  const first = step + 1;
  return {
    ...run,
    step,
    loss: truncateSeries(run.loss, first),
    losses: mapRecord(run.losses, (series) => truncateSeries(series, first)),
    learningRate: truncateSeries(run.learningRate, first),
    probes: mapRecord(run.probes, (probe) => ({
      ...probe,
      metrics: mapRecord(probe.metrics, (series) => truncateSeries(series, first)),
      pictures: probe.pictures.filter((picture) => picture.step < first),
    })),
  };
}

/**
 * The first step of a run compiles kernels and fills pools, so its own time says nothing about the next ones: speed is
 * taken from the second step on, as a mean at first and as an exponential average later.
 */
function tick(clock: RunClock, step: number, seconds: number): RunClock {
  const timed = clock.timed + 1;
  const steps = step - clock.step;
  if (timed === 1 || steps <= 0) return { timed, step, seconds, secondsPerStep: clock.secondsPerStep };
  const each = Math.max(0, seconds - clock.seconds) / steps;
  const before = clock.secondsPerStep ?? each;
  const secondsPerStep = before + Math.max(1 / (timed - 1), SMOOTHING) * (each - before);
  return { timed, step, seconds, secondsPerStep };
}

function appendAll(
  curves: Readonly<Record<string, Series>>,
  step: number,
  values: Readonly<Record<string, number>>,
): Readonly<Record<string, Series>> {
  const next: Record<string, Series> = { ...curves };
  for (const [name, value] of Object.entries(values)) {
    next[name] = appendPoint(curves[name] ?? EMPTY_SERIES, step, value);
  }
  return next;
}

function mapRecord<T>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
