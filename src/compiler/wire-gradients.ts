import type { Wire } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { Builder } from './builder.ts';
import type { GradientFlow } from './compilation.ts';
import type { Part } from './merge-tied/build-merged.ts';
import type { Training } from './train.ts';

interface Sources {
  readonly builder: Builder;
  readonly flow: ReadonlyMap<string, GradientFlow>;
  readonly parts: ReadonlyMap<ValueId, Part>;
  readonly cotangents: Training['cotangents'];
}

/**
 * Wires with the gradient of the loss with respect to the value on them, in the value's shape, where gradient flows along
 * them; and what a program has to keep so that all of these values are there. An output that leads to several nodes has one
 * value, so its wires have one gradient: what all those nodes send back together. Adds to the builder what is not there yet:
 * a wire's rows of the gradient of a common value.
 */
export function wireGradients(
  wires: Iterable<Wire>,
  sources: Sources,
): { readonly wires: readonly Wire[]; readonly keep: readonly ValueId[] } {
  const { builder, flow, parts } = sources;
  const cutFrom = new Map<ValueId, ValueId>();
  for (const { name, inputs, outputs } of builder.operations) {
    if (name === 'slice') cutFrom.set(outputs[0]!, inputs[0]!);
  }
  const known = new Map<ValueId, Tensor | undefined>();
  const find = (value: ValueId): Tensor | undefined => {
    const part = parts.get(value);
    // what reads the common value sends its gradient there, past the slice that has the wire's name
    if (!part || cutFrom.get(value) !== part.value) return gradientOf(sources, value);
    const whole = gradientOf(sources, part.value);
    if (!whole) return undefined;
    const begin = whole.shape.map((_, axis) => (axis === 0 ? part.first : 0));
    return builder.slice(whole, begin, [part.count, ...whole.shape.slice(1)]);
  };
  const found = builder.within('', 'backward', () =>
    [...wires].map((wire): Wire => {
      const { edge, value } = wire;
      if (value === undefined || flow.get(edge) !== 'gradient') return wire;
      if (!known.has(value)) known.set(value, find(value));
      const gradient = known.get(value);
      return gradient ? { ...wire, gradient: gradient.id } : wire;
    }),
  );
  const keep = found.flatMap(({ value, gradient }) => [value, gradient].filter((id) => id !== undefined));
  return { wires: found, keep };
}

/** Values that gradient comes to stand on weights, and no weight is trained by two losses: at most one has it. */
function gradientOf({ cotangents }: Sources, value: ValueId): Tensor | undefined {
  for (const of of cotangents) {
    const gradient = of(value);
    if (gradient) return gradient;
  }
  return undefined;
}
