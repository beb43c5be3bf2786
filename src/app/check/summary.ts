import { LOSS_TOLERANCE, verdictOf, type CheckState } from './check-state.ts';

/** One line for people: what is being done, or what a finished check amounts to. */
export function sentenceOf(state: CheckState): string {
  const { doing, cases, leftOut, reference, problems, losses, memory } = state;
  if (doing !== null) return `${doing} …`;
  const verdict = verdictOf(state);
  const parts = [
    `${verdict.casesPassed} of ${cases.length} cases pass (worst error ${verdict.worst.toExponential(1)})`,
  ];
  if (losses.length > 0) {
    const difference = verdict.lossDifference.toExponential(1);
    parts.push(
      verdict.lossesAgree
        ? `losses agree with ${reference} (${difference})`
        : `losses differ from ${reference} by ${difference}, more than ${LOSS_TOLERANCE}`,
    );
  }
  if (memory.length > 0) parts.push(verdict.memoryConstant ? 'memory does not grow' : 'memory grows');
  if (leftOut > 0) parts.push(`${leftOut} cases that are no work for a device are left out`);
  const head = problems.length > 0 ? 'The check could not be finished' : verdict.passed ? 'Passed' : 'Failed';
  return `${head}: ${parts.join('; ')}.`;
}
