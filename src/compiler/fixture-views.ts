import type { ValueType } from '../ir/value.ts';
import type { Signal } from '../spec/node-context.ts';
import type { InputPort, OutputPort, PortKind } from '../spec/port.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { Builder } from './builder.ts';

/** Kinds with one vector per image: with another axis before it, a tensor is a set of views. */
const VECTOR_PER_IMAGE: readonly PortKind[] = ['embedding', 'logits', 'distribution'];

/**
 * Whether a tensor given by a fixture is a set of views, V×B×K. Where the port takes tokens too, three axes are those of
 * one view's tokens.
 */
export function isViewSet({ kinds }: InputPort, { shape }: ValueType): boolean {
  return (
    shape.length === 3 && kinds.some((kind) => VECTOR_PER_IMAGE.includes(kind)) && !kinds.includes('tokens')
  );
}

/** V×B×K → a signal as wires carry it, V·B×K. */
export function enterViews(builder: Builder, tensor: Tensor): Signal {
  const [views, batch, size] = tensor.shape as [number, number, number];
  return { tensor: builder.reshape(tensor, [views * batch, size]), views };
}

/** The inverse of `enterViews`, for outputs that are sets of views because inputs are. */
export function leaveViews(
  builder: Builder,
  { tensor, views }: Signal,
  port: OutputPort | undefined,
  viewSets: ReadonlySet<string>,
): Tensor {
  const kind = port?.kind;
  const isSet =
    typeof kind === 'object'
      ? viewSets.has(kind.like)
      : kind && VECTOR_PER_IMAGE.includes(kind) && viewSets.size > 0;
  const [rows, ...rest] = tensor.shape;
  return isSet ? builder.reshape(tensor, [views, rows! / views, ...rest]) : tensor;
}
