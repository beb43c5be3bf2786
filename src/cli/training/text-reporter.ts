import type { RunEvent } from '../../../workers/protocol.ts';
import { formatMetric, formatMost, formatNumber, formatSeconds, isAside, labelOfMetric } from '../format.ts';
import { diagnosticLines } from '../print-diagnostics.ts';
import type { Terminal } from '../terminal.ts';
import type { Reporter } from './reporter.ts';

/** About so many lines tell of the steps of a run, however long it is. */
const LINES = 20;

/** Lines for people: the course of the loss, and the metrics of every probe as `untrained → now`. */
export function textReporter({ out, err }: Terminal): Reporter {
  let steps = 1;
  const step = ({ step: number, loss, learningRate, seconds }: Extract<RunEvent, { kind: 'step' }>): void => {
    const every = Math.max(1, Math.round(steps / LINES));
    if (number !== 1 && number !== steps && number % every !== 0) return;
    const columns = [
      `step ${String(number).padStart(String(steps).length)}/${steps}`,
      `loss ${formatNumber(loss).padEnd(7)}`,
      `learning rate ${formatNumber(learningRate).padEnd(9)}`,
      formatSeconds(seconds).padStart(9),
    ];
    out(columns.join('  '));
  };
  const probe = ({ step: number, node, metrics, untrained }: Extract<RunEvent, { kind: 'probe' }>): void => {
    const shown = Object.entries(metrics).flatMap(([name, value]) => {
      if (isAside(name)) return [];
      const before = number === 0 ? undefined : untrained?.[name];
      const from = before === undefined ? '' : `${formatMetric(name, before)} → `;
      return [`${labelOfMetric(name)} ${from}${formatMetric(name, value)}${formatMost(name, metrics)}`];
    });
    out(`  ${node} at step ${number}: ${shown.join(', ')}`);
  };
  return {
    noticed: (diagnostics) => diagnosticLines(diagnostics).forEach(err),
    opened: ({ reason }) => out(reason),
    event: (event) => {
      if (event.kind === 'started') {
        steps = event.steps;
        out(`${event.parameters.toLocaleString('en')} parameters, ${event.steps} steps on ${event.backend}`);
      } else if (event.kind === 'step') step(event);
      else if (event.kind === 'probe') probe(event);
    },
    failed: (diagnostics) => diagnosticLines(diagnostics).forEach(err),
    finished: ({ step: last, reason, seconds, stepsPerSecond }, verdict, print) => {
      const how = reason === 'complete' ? 'finished' : 'stopped';
      out(`${how} after ${last} steps in ${formatSeconds(seconds)}, ${formatNumber(stepsPerSecond)} steps/s`);
      out(`fingerprint: ${print}`);
      out(`verdict: ${verdict.kind}`);
      for (const line of verdict.evidence) out(`  ${line}`);
    },
  };
}
