import type { Operation } from '../../ir/operation.ts';
import type { ValueId } from '../../ir/value.ts';

type Named<N extends Operation['name']> = Extract<Operation, { name: N }>;

/** Operations by what they define, and what a constant says. */
export class Definitions {
  readonly #by = new Map<ValueId, Operation>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) for (const id of operation.outputs) this.#by.set(id, operation);
  }

  get(id: ValueId | undefined): Operation | undefined {
    return id === undefined ? undefined : this.#by.get(id);
  }

  named<N extends Operation['name']>(id: ValueId | undefined, name: N): Named<N> | undefined {
    const found = this.get(id);
    return found?.name === name ? (found as Named<N>) : undefined;
  }

  /** The number that the value is everywhere. */
  number(id: ValueId | undefined): number | undefined {
    const constant = this.named(id, 'constant');
    if (!constant) return undefined;
    const { data } = constant.attributes;
    if (typeof data === 'number') return data;
    return data.length > 0 && data.every((x) => x === data[0]) ? data[0] : undefined;
  }

  numbers(id: ValueId | undefined): readonly number[] | undefined {
    const constant = this.named(id, 'constant');
    if (!constant) return undefined;
    const { data } = constant.attributes;
    return typeof data === 'number' ? [data] : data;
  }
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** A running statistic after a call: what `running` becomes, and from which state. */
export interface RunningUpdate {
  readonly value: ValueId;
  readonly state: ValueId;
}

/** x̄ and σ² of a batch norm as they enter the running statistics; `momentum` is the share of the new ones. */
export interface BatchNormIdiom {
  readonly operation: Named<'batchNorm'>;
  readonly mean: RunningUpdate;
  readonly variance: RunningUpdate;
  readonly momentum: number;
}

/**
 * The batch norm of a layer with the update of its running statistics, as `nodes/layer/operations/batch-norm.ts` writes it:
 * running ← (1 − m)ᵍ·running + Σᵢ m(1 − m)^(g−1−i)·batchᵢ with the unbiased variance. Undefined where anything differs.
 */
export function batchNormIdiom(
  operation: Named<'batchNorm'>,
  operations: readonly Operation[],
  definitions: Definitions,
  count: number,
): BatchNormIdiom | undefined {
  const { groups } = operation.attributes;
  const [, mean, variance] = operation.outputs;
  const found = [mean!, variance!].map((statistic, i) => {
    const scaled = operations.find(({ name, inputs }) => name === 'mul' && inputs[0] === statistic);
    const added =
      scaled && operations.find(({ name, inputs }) => name === 'sum' && inputs[0] === scaled.outputs[0]);
    const update =
      added && operations.find(({ name, inputs }) => name === 'add' && inputs[1] === added.outputs[0]);
    const kept = update && definitions.named(update.inputs[0], 'mul');
    const shares = scaled && definitions.numbers(scaled.inputs[1]);
    const keep = kept && definitions.number(kept.inputs[1]);
    if (!update || !kept || !shares || keep === undefined || shares.length !== groups) return undefined;
    const momentum = 1 - keep ** (1 / groups);
    const correction = i === 0 ? 1 : count / (count - 1);
    const expected = shares.map((_, group) => momentum * (1 - momentum) ** (groups - 1 - group) * correction);
    if (!shares.every((share, group) => near(share, expected[group]!))) return undefined;
    return { value: update.outputs[0]!, state: kept.inputs[0]!, momentum };
  });
  const [ofMean, ofVariance] = found;
  if (!ofMean || !ofVariance || !near(ofMean.momentum, ofVariance.momentum)) return undefined;
  return { operation, mean: ofMean, variance: ofVariance, momentum: Number(ofMean.momentum.toPrecision(9)) };
}

/** x of x / max(‖x‖₂, ε) over the last axis, where `operation` is that; with ε. */
export function l2NormalizeIdiom(
  operation: Operation,
  definitions: Definitions,
  rank: number,
): { readonly x: ValueId; readonly epsilon: number } | undefined {
  if (operation.name !== 'mul') return undefined;
  const [x, scale] = operation.inputs;
  const root = definitions.named(scale, 'rsqrt');
  const bounded = definitions.named(root?.inputs[0], 'maximum');
  const total = definitions.named(bounded?.inputs[0], 'sum');
  const square = definitions.named(total?.inputs[0], 'square');
  const bound = definitions.number(bounded?.inputs[1]);
  if (!total || !square || bound === undefined || square.inputs[0] !== x) return undefined;
  const { axes, keepDims } = total.attributes;
  if (!keepDims || axes.length !== 1 || axes[0] !== rank - 1) return undefined;
  return { x: x!, epsilon: Math.sqrt(bound) };
}

/** The mean that Σx · (1/n) is. */
export function meanIdiom(
  operation: Operation,
  definitions: Definitions,
  shapeOf: (id: ValueId) => readonly number[],
): Named<'sum'> | undefined {
  if (operation.name !== 'mul') return undefined;
  const sum = definitions.named(operation.inputs[0], 'sum');
  const factor = definitions.number(operation.inputs[1]);
  if (!sum || factor === undefined) return undefined;
  const shape = shapeOf(sum.inputs[0]!);
  const count = sum.attributes.axes.reduce((product, axis) => product * shape[axis]!, 1);
  return near(factor * count, 1) ? sum : undefined;
}
