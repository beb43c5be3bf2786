import { formatNumber } from '../../cli/format.ts';
import { table } from '../../cli/table.ts';
import { passes } from '../../runtime/fixtures/check-case.ts';
import { lossDifference, verdictOf, type CheckState } from './check-state.ts';
import { sentenceOf } from './summary.ts';

/** A finished check as plain text, to be sent with a report. `browser` names the browser. */
export function reportText(state: CheckState, browser: string): string {
  const { backend, reference, device, cases, losses, memory, problems, seconds } = state;
  const right = 'right' as const;
  const caseTable = table(
    [
      { title: 'case' },
      { title: 'node' },
      { title: 'worst error', align: right },
      { title: 'tolerance', align: right },
      { title: '' },
    ],
    cases.map((one) => [
      one.id,
      one.node,
      'error' in one ? '–' : (one.worst?.toExponential(1) ?? '–'),
      formatNumber(one.tolerance),
      'error' in one ? one.error : passes(one) ? 'pass' : 'FAIL',
    ]),
  );
  const lossTable = table(
    [
      { title: 'step', align: right },
      { title: backend, align: right },
      { title: reference, align: right },
      { title: 'difference', align: right },
    ],
    losses.map((pair, i) => [
      String(i + 1),
      ...pair.map((loss) => loss.toPrecision(9)),
      lossDifference(pair).toExponential(1),
    ]),
  );
  const memoryTable = table(
    ['step', 'tensors', 'bytes', 'gpuBytes'].map((title) => ({ title, align: right })),
    memory.map(({ step, held }) =>
      [step, held.tensors, held.bytes, held.gpuBytes ?? '–'].map((value) => String(value)),
    ),
  );
  return [
    `Unlabel, check of this device: ${verdictOf(state).passed ? 'passed' : 'FAILED'}`,
    `backend: ${backend}${device === null ? '' : ` (${device})`}`,
    `browser: ${browser}`,
    `seconds: cases ${formatNumber(seconds.cases)}, training ${formatNumber(seconds.training)}`,
    sentenceOf(state),
    ...problems.map(({ code, message }) => `${code}: ${message}`),
    '',
    ...caseTable,
    '',
    ...lossTable,
    '',
    ...memoryTable,
    '',
  ].join('\n');
}
