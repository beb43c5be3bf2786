import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { LoadedWeights } from '../../codegen/weights/read-weights.ts';
import { formatShape, sameShape } from '../../ir/value.ts';
import type { GivenWeights } from '../../runtime/run-store-state.ts';

/** Weights that were read for one drawing, and whether they still fit when it has been changed. */
export function givenWeights(name: string, tensors: LoadedWeights): GivenWeights {
  return {
    name,
    tensors,
    misfit: ({ weights, states }) => {
      const own = new Map([...weights, ...states].map(({ id, shape }) => [id, shape]));
      const wrong = Object.entries(tensors).flatMap(([id, { shape }]) => {
        const wanted = own.get(id);
        if (!wanted) return [`${id}, which the drawing no longer has`];
        return sameShape(wanted, shape)
          ? []
          : [`${id}, ${formatShape(shape)} where the drawing has ${formatShape(wanted)}`];
      });
      if (wrong.length === 0) return null;
      const rest = wrong.length > 3 ? ` and ${wrong.length - 3} more` : '';
      return diagnose('RUN_WEIGHTS_MISFIT', {
        problem: `${name} holds ${wrong.slice(0, 3).join('; ')}${rest}`,
      });
    },
  };
}
