import { defined } from '../../../src/base/assert.ts';
import type { Operation } from '../../../src/ir/operation.ts';
import { sameShape, sizeOf, type ValueId } from '../../../src/ir/value.ts';
import { COMPARISON_WGSL, ELEMENTWISE_WGSL } from './elementwise-wgsl.ts';
import {
  broadcastIndex,
  coordinatesOf,
  flatOf,
  plus,
  reshapeIndex,
  ZERO,
  type TensorIndex,
} from './tensor-index.ts';
import type { ValueGraph } from './value-graph.ts';
import type { WgslScope } from './wgsl-scope.ts';

/** Thrown where no kernel can compute operations together. Always the same one: that is said often, and traces of stacks take time. */
export const INEXPRESSIBLE = new Error('No kernel can compute these operations together.');

type Reduction = Extract<Operation, { name: 'sum' | 'max' }>;
/** Gives the name of an operation's result at a place, where the kernel has it by other means than computing it on the spot. */
export type FindComputed = (operation: Operation, index: TensorIndex) => string | null;

/** The start of a maximum: below every number, and finite as literals must be. */
export const START = { sum: '0f', max: '-3.4028234e38f' } as const;

export interface KernelScope {
  readonly graph: ValueGraph;
  /** What may be computed, besides what is cheap. */
  readonly inside: ReadonlySet<Operation>;
  /** How many places are computed, by which repeated work is judged. */
  readonly points: number;
  /** Buffers that are read, in the order of their first use; grows. */
  readonly inputs: ValueId[];
  /** Operations that are computed; grows. */
  readonly computed: Set<Operation>;
  /** Buffers that are bound as arrays of four numbers each; may grow. */
  readonly byFours?: ReadonlySet<ValueId>;
  readonly find?: FindComputed;
}

/** Writes WGSL that computes values of a graph at single places; everything outside of the kernel is read from buffers. */
export class KernelWriter {
  readonly #kernel: KernelScope;

  constructor(kernel: KernelScope) {
    this.#kernel = kernel;
  }

  /** An expression for the value at the place. Throws `INEXPRESSIBLE`. */
  at(id: ValueId, index: TensorIndex, scope: WgslScope): string {
    const key = `${id} ${index.flat ?? index.coordinates!.join()}`;
    const known = scope.known(key);
    if (known !== undefined) return known;
    return scope.remember(key, this.#write(id, index, scope));
  }

  #write(id: ValueId, index: TensorIndex, scope: WgslScope): string {
    const { graph, inside, inputs, computed, byFours } = this.#kernel;
    const operation = graph.producer(id);
    if (operation && (inside.has(operation) || graph.isCheap(operation))) {
      computed.add(operation);
      return this.#compute(operation, index, scope);
    }
    const literal = graph.literal(id, () => flatOf(index, scope));
    if (literal !== null) {
      computed.add(operation!);
      // with a name it is no constant expression, in which a division by zero would be an error
      return scope.let(literal, 'c');
    }
    if (!inputs.includes(id)) inputs.push(id);
    const [buffer, flat] = [`in${inputs.indexOf(id)}`, flatOf(index, scope)];
    return scope.let(byFours?.has(id) ? `${buffer}[${flat} / 4u][${flat} % 4u]` : `${buffer}[${flat}]`, 'v');
  }

  #compute(operation: Operation, index: TensorIndex, scope: WgslScope): string {
    const found = this.#kernel.find?.(operation, index) ?? null;
    if (found !== null) return found;
    const { name, inputs } = operation;
    const [x] = inputs as [ValueId];
    const { shape } = this.#kernel.graph.typeOf(x);
    const broadcast = (id: ValueId): string =>
      this.at(id, broadcastIndex(index, this.#kernel.graph.typeOf(id).shape, scope), scope);
    const write = ELEMENTWISE_WGSL[name] ?? COMPARISON_WGSL[name];
    if (write) return scope.let(write(...inputs.map(broadcast)), 'v');
    switch (operation.name) {
      case 'select': {
        const [mask, a, b] = inputs.map(broadcast);
        return scope.let(`select(${b}, ${a}, ${mask} != 0f)`, 'v');
      }
      case 'cast': {
        const to = operation.attributes.dtype === 'int32' ? 'i32' : 'f32';
        return scope.let(`${to}(${broadcast(x)})`, 'v');
      }
      case 'oneHot': {
        const coordinates = coordinatesOf(index, scope);
        const label = this.at(x, { shape, coordinates: coordinates.slice(0, -1) }, scope);
        const to = this.#kernel.graph.typeOf(x).dtype === 'int32' ? 'i32' : 'f32';
        return scope.let(`f32(${label} == ${to}(${coordinates.at(-1)!}))`, 'v');
      }
      case 'stopGradient':
        return this.at(x, index, scope);
      case 'reshape':
        return this.at(x, reshapeIndex(index, shape, scope), scope);
      case 'broadcastTo':
        return broadcast(x);
      case 'transpose': {
        const { permutation } = operation.attributes;
        const from = coordinatesOf(index, scope);
        const coordinates = shape.map((_, axis) => from[permutation.indexOf(axis)]!);
        return this.at(x, { shape, coordinates }, scope);
      }
      case 'slice': {
        const { begin, size } = operation.attributes;
        if (sameShape(size, shape)) return this.at(x, index, scope);
        const coordinates = coordinatesOf(index, scope).map((c, axis) => plus(c, begin[axis]!));
        return this.at(x, { shape, coordinates }, scope);
      }
      case 'reverse': {
        const { axis } = operation.attributes;
        const coordinates = coordinatesOf(index, scope).with(
          axis,
          scope.let(`${shape[axis]! - 1}u - ${coordinatesOf(index, scope)[axis]!}`),
        );
        return this.at(x, { shape, coordinates }, scope);
      }
      case 'pad':
        return this.#pad(operation, index, scope);
      case 'gather': {
        const indices = defined(inputs[1], 'gathering has indices');
        const rank = this.#kernel.graph.typeOf(indices).shape.length;
        const coordinates = coordinatesOf(index, scope);
        const label = this.at(
          indices,
          { shape: index.shape.slice(0, rank), coordinates: coordinates.slice(0, rank) },
          scope,
        );
        const row = shape[0] === 1 ? ZERO : scope.let(`min(u32(${label}), ${shape[0]! - 1}u)`);
        return this.at(x, { shape, coordinates: [row, ...coordinates.slice(rank)] }, scope);
      }
      case 'concat':
        return this.#concat(operation, index, scope);
      case 'sum':
      case 'max':
        return this.#reduce(operation, index, scope);
      default:
        throw INEXPRESSIBLE;
    }
  }

  #pad(operation: Extract<Operation, { name: 'pad' }>, index: TensorIndex, scope: WgslScope): string {
    const x = defined(operation.inputs[0], 'a padding has an input');
    const { shape, dtype } = this.#kernel.graph.typeOf(x);
    const { paddings } = operation.attributes;
    const result = scope.name('p');
    scope.lines.push(`var ${result} = ${dtype === 'int32' ? 'i32()' : 'f32()'};`);
    // what lies before the beginning wraps around to a place far behind the end
    const coordinates = coordinatesOf(index, scope).map((c, axis) => {
      const before = paddings[axis]![0];
      return before === 0 ? c : scope.let(`${c} - ${before}u`);
    });
    const inside = coordinates.flatMap((c, axis) =>
      paddings[axis]!.every((n) => n === 0) ? [] : [`${c} < ${shape[axis]!}u`],
    );
    scope.block(inside.length === 0 ? '' : `if (${inside.join(' && ')})`, (inner) => {
      inner.lines.push(`${result} = ${this.at(x, { shape, coordinates }, inner)};`);
    });
    return result;
  }

  #concat(operation: Extract<Operation, { name: 'concat' }>, index: TensorIndex, scope: WgslScope): string {
    const { axis } = operation.attributes;
    const result = scope.name('j');
    scope.lines.push(`var ${result}: ${operation.types[0]!.dtype === 'int32' ? 'i32' : 'f32'};`);
    const coordinates = coordinatesOf(index, scope);
    const place = coordinates[axis]!;
    let begin = 0;
    operation.inputs.forEach((id, i) => {
      const { shape } = this.#kernel.graph.typeOf(id);
      const from = begin;
      begin += shape[axis]!;
      const last = i === operation.inputs.length - 1;
      const head = `${i === 0 ? '' : 'else '}${last ? '' : `if (${place} < ${begin}u)`}`;
      scope.block(head.trim(), (inner) => {
        const own = coordinates.with(axis, from === 0 ? place : inner.let(`${place} - ${from}u`));
        inner.lines.push(`${result} = ${this.at(id, { shape, coordinates: own }, inner)};`);
      });
    });
    return result;
  }

  /** A loop over what is reduced; only where it is short for the number of places at which it is run. */
  #reduce(operation: Reduction, index: TensorIndex, scope: WgslScope): string {
    const { keepDims, axes } = operation.attributes;
    const x = operation.inputs[0]!;
    const { shape } = this.#kernel.graph.typeOf(x);
    const reduced = axes.map((axis) => shape[axis]!);
    const length = sizeOf(reduced);
    const repeats = this.#kernel.points / sizeOf(operation.types[0]!.shape);
    if (length > SHORT || (repeats > 1 && length > SHORTEST)) throw INEXPRESSIBLE;
    const result = scope.name('r');
    const k = scope.name('k');
    const kept = [...coordinatesOf(index, scope)];
    scope.lines.push(`var ${result} = ${START[operation.name]};`);
    scope.block(`for (var ${k} = 0u; ${k} < ${length}u; ${k}++)`, (inner) => {
      const within = coordinatesOf({ shape: reduced, flat: k }, inner);
      const coordinates = shape.map((_, axis) => {
        const position = axes.indexOf(axis);
        if (keepDims && position >= 0) kept.shift();
        return position >= 0 ? within[position]! : kept.shift()!;
      });
      const value = this.at(x, { shape, coordinates }, inner);
      inner.lines.push(`${result} = ${accumulate(operation.name, result, value)};`);
    });
    return result;
  }
}

/** A reduction up to here is a loop in one thread. */
export const SHORT = 16;
/** And up to here where several threads have to repeat it. */
const SHORTEST = 4;

export function accumulate(name: 'sum' | 'max', total: string, value: string): string {
  return name === 'sum' ? `${total} + ${value}` : `atLeast(${total}, ${value})`;
}
