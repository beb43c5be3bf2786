import type { VerdictKind } from '../../analysis/verdict.ts';

/** How a verdict looks: good, bad, doubtful, or none at all yet. */
export function verdictTone(kind: VerdictKind): 'ok' | 'error' | 'warning' | 'none' {
  switch (kind) {
    case 'healthy':
      return 'ok';
    case 'too early':
      return 'none';
    case 'not learning':
      return 'warning';
    default:
      return 'error';
  }
}
