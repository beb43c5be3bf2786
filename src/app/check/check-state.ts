import type { BackendName, MemoryReport } from '../../../workers/protocol.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { passes, type CheckedCase } from '../../runtime/fixtures/check-case.ts';

/** How much the first losses of two backends may differ, relative to the reference. */
export const LOSS_TOLERANCE = 1e-4;

/** What is known of a device so far. */
export interface CheckState {
  readonly backend: BackendName;
  /** The one whose losses are compared with. */
  readonly reference: BackendName;
  /** What is being done; null when all is. */
  readonly doing: string | null;
  /** The device's own name and kind. */
  readonly device: string | null;
  readonly cases: readonly CheckedCase[];
  readonly leftOut: number;
  /** Of the first steps, on the backend and on the reference. */
  readonly losses: readonly (readonly [number, number])[];
  /** What the engine held, by steps done. */
  readonly memory: readonly { readonly step: number; readonly held: MemoryReport }[];
  readonly seconds: { readonly cases: number; readonly training: number };
  readonly problems: readonly Diagnostic[];
}

export interface Verdict {
  readonly casesPassed: number;
  /** The largest relative error of all cases that could be computed. */
  readonly worst: number;
  /** The largest relative difference of the losses. */
  readonly lossDifference: number;
  readonly lossesAgree: boolean;
  readonly memoryConstant: boolean;
  readonly passed: boolean;
}

/** |a − b| relative to the reference's loss. */
export function lossDifference([loss, reference]: readonly [number, number]): number {
  const difference = Math.abs(loss - reference) / Math.abs(reference);
  return Number.isNaN(difference) ? Infinity : difference;
}

/** What the numbers of a finished check amount to. */
export function verdictOf({ cases, losses, memory, problems }: CheckState): Verdict {
  const casesPassed = cases.filter(passes).length;
  const difference = Math.max(0, ...losses.map(lossDifference));
  const lossesAgree = losses.length > 0 && difference <= LOSS_TOLERANCE;
  const [first, ...others] = memory.map(({ held }) => `${held.tensors} ${held.bytes} ${held.gpuBytes}`);
  const memoryConstant = others.length > 0 && others.every((held) => held === first);
  return {
    casesPassed,
    worst: Math.max(0, ...cases.map((one) => ('error' in one ? 0 : (one.worst ?? 0)))),
    lossDifference: difference,
    lossesAgree,
    memoryConstant,
    passed:
      problems.length === 0 &&
      cases.length > 0 &&
      casesPassed === cases.length &&
      lossesAgree &&
      memoryConstant,
  };
}
