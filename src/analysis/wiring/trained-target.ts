import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { learns, type Wiring } from './wiring.ts';

/**
 * A target that is trained as well: gradient goes back through an input that the papers hold fixed, and reaches weights.
 * Without negatives both sides then meet in a constant (Chen and He 2021, section 4.1: accuracy 0.1 %).
 */
export function trainedTarget(wiring: Wiring): Diagnostic[] {
  return wiring.nodes.flatMap(({ id, inputs }) =>
    inputs
      .filter(({ usually, cutsGradient }) => usually === 'noGradient' && !cutsGradient)
      .flatMap(({ name, label }) =>
        wiring.signals(id, name).flatMap((edge) => {
          if (!wiring.before(edge, (wire) => !wiring.isCut(wire)).some(learns)) return [];
          const fix = {
            title: 'Insert a stop-gradient',
            kind: 'insertNode' as const,
            type: 'flow.stopGradient',
            edge: edge.id,
          };
          const at = { node: id, port: name, edge: edge.id };
          return [diagnose('GRAD_INTO_TARGET', { node: id, port: label }, at, { fix })];
        }),
      ),
  );
}
