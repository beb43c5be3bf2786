import type { RunEvent } from '../../../workers/protocol.ts';
import type { Terminal } from '../terminal.ts';
import type { Reporter } from './reporter.ts';

/** One JSON object a line; `event` tells which: `started`, `step`, `probe`, `finished` or `failed`. */
export function jsonReporter({ out }: Terminal): Reporter {
  const write = (event: string, fields: object): void => out(JSON.stringify({ event, ...fields }));
  const writeEvent = (event: RunEvent): void => {
    switch (event.kind) {
      case 'started':
        return write('started', { backend: event.backend, parameters: event.parameters, steps: event.steps });
      case 'step': {
        const { step, loss, losses, learningRate, seconds } = event;
        return write('step', { step, loss, metrics: { learningRate }, losses, seconds });
      }
      case 'probe': {
        const { step, node, metrics, untrained } = event;
        return write('probe', { step, node, metrics, untrained });
      }
      default:
        return;
    }
  };
  return {
    noticed: (diagnostics) => {
      if (diagnostics.length > 0) write('noticed', { diagnostics });
    },
    opened: () => undefined,
    event: writeEvent,
    failed: (diagnostics, step) => write('failed', { step, diagnostics }),
    finished: ({ step, reason, seconds, stepsPerSecond, memory }, verdict, fingerprint) =>
      write('finished', { step, reason, verdict, stepsPerSecond, seconds, memory, fingerprint }),
  };
}
