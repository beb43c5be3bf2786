import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isAverage, learns, type Wiring } from './wiring.ts';

/**
 * A teacher that follows in part: behind a module with averaged weights stands one whose weights are its own, so random for
 * ever, or the student's. Everything before the loss on the teacher's side has to follow: the projector as well as the encoder
 * (Grill et al. 2020, section 3.1).
 */
export function partialAverage(wiring: Wiring): Diagnostic[] {
  return wiring.nodes.filter(learns).flatMap(({ id, weights }) => {
    const teacher = wiring
      .signals(id)
      .flatMap((edge) => wiring.before(edge))
      .find(isAverage);
    // a probe or decoder on top of a teacher is trained by itself: that is no part of the teacher
    if (!teacher || (isTrained(wiring, weights.node) && !isTied(wiring, id, weights.id))) return [];
    const args = { node: id, teacher: teacher.id, average: teacher.weights.node };
    return [diagnose('WIRING_PARTIAL_AVERAGE', args, { node: id }, { related: [{ node: teacher.id }] })];
  });
}

const isTrained = ({ program }: Wiring, node: string): boolean =>
  program.weights.some((weight) => weight.node === node && weight.role === 'trained');

const isTied = ({ nodes }: Wiring, id: string, set: string): boolean =>
  nodes.some((other) => other.id !== id && other.weights.id === set);
