import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import type { Wiring } from './wiring.ts';

/**
 * Weights that follow others, and that no module has: the teacher then is the student itself, which looks right and
 * collapses (as reported for DINOv2, issue 407).
 */
export function unusedFollower(wiring: Wiring): Diagnostic[] {
  const { edges } = wiring.graph;
  return wiring.nodes.flatMap(({ id, spec }) => {
    if (!spec.follow || edges.some(({ from }) => from.node === id && from.port === WEIGHTS_PORT)) return [];
    return [diagnose('WIRING_UNUSED_FOLLOWER', { node: id, label: spec.label }, { node: id })];
  });
}
