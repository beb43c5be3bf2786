import { defined } from '../../../base/assert.ts';
import { sizeOf, type ValueId } from '../../../ir/value.ts';
import type { InferenceGraph } from '../inference-graph.ts';
import type { ParameterValues } from '../parameter-values.ts';

/** The images on their way through the file: the name that readers of the model see. */
export const INPUT = 'images';

export type AttributeValue =
  | { readonly type: 'DT_FLOAT' | 'DT_INT32' | 'DT_BOOL' }
  | { readonly shape: { readonly dim: readonly { readonly size: string }[] } }
  | { readonly tensor: { readonly dtype: string; readonly tensorShape: object } }
  | { readonly list: { readonly i: readonly string[] } }
  | { readonly i: string }
  | { readonly s: string }
  | { readonly b: boolean }
  | { readonly f: number };

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, AttributeValue>>;
}

export interface GraphWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly data: Float32Array | Int32Array;
}

/** Text in an attribute: bytes in base64, as protocol buffers in JSON have them. */
export const text = (value: string): AttributeValue => ({ s: btoa(value) });
export const int = (value: number): AttributeValue => ({ i: String(value) });
export const list = (values: readonly number[]): AttributeValue => ({ list: { i: values.map(String) } });
export const tensorShape = (shape: readonly number[]) => ({
  dim: shape.map((size) => ({ size: String(size) })),
});

export const TYPES = { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' } as const;

/** Nodes and weights of a TensorFlow graph while they are written. Layouts are those of the canvas. */
export class TfjsGraph {
  readonly nodes: GraphNode[] = [];
  readonly weights: GraphWeight[] = [];
  readonly graph: InferenceGraph;
  readonly #names = new Map<ValueId, string>();
  readonly #stored = new Map<ValueId, GraphWeight>();
  readonly #written = new Set<string>();

  constructor(graph: InferenceGraph, values: ParameterValues) {
    this.graph = graph;
    this.#names.set(graph.input.id, INPUT);
    for (const { id, shape } of graph.parameters) {
      const data = defined(values.get(id), `${id} has a value`);
      this.#stored.set(id, { name: id, shape, dtype: 'float32', data });
    }
  }

  rankOf(id: ValueId): number {
    return defined(this.graph.types.get(id), `${id} has a type`).shape.length;
  }

  /** A number or a table that is the same for all images. */
  store(id: ValueId, weight: GraphWeight): void {
    this.#stored.set(id, weight);
  }

  name(id: ValueId, name: string): void {
    this.#names.set(id, name);
  }

  /** The name of a value, or of a weight, which is then written. */
  use(id: ValueId): string {
    const stored = this.#stored.get(id);
    return stored ? this.#weight(stored) : defined(this.#names.get(id), `${id} is written before it is read`);
  }

  /** Adds a node and gives its name. */
  node(op: string, input: readonly string[], name: string, attr: GraphNode['attr'] = {}): string {
    const type = (attr['T'] ?? attr['DstT']) ? {} : { T: { type: TYPES.float32 } };
    this.nodes.push({ name, op, input, attr: { ...type, ...attr } });
    return name;
  }

  /** Whole numbers that say what a node does: one weight for all that need the same. */
  ints(values: readonly number[], shape: readonly number[] = [values.length]): string {
    const name = `ints/${[...values, shape.length === 0 ? 'scalar' : shape.join('x')].join('_')}`;
    return this.#weight({ name, shape, dtype: 'int32', data: Int32Array.from(values) });
  }

  float(value: number): string {
    return this.#weight({
      name: `floats/${value}`,
      shape: [],
      dtype: 'float32',
      data: Float32Array.of(value),
    });
  }

  /** Joins values along an axis. */
  join(parts: readonly string[], axis: number, name: string, dtype: 'float32' | 'int32' = 'float32'): string {
    const attr = { N: int(parts.length), T: { type: TYPES[dtype] } };
    return this.node('ConcatV2', [...parts, this.ints([axis], [])], name, attr);
  }

  #weight(weight: GraphWeight): string {
    const { name, shape, dtype, data } = weight;
    if (this.#written.has(name)) return name;
    this.#written.add(name);
    if (sizeOf(shape) !== data.length) throw new Error(`${name} has as many numbers as its shape says`);
    this.weights.push(weight);
    const type = TYPES[dtype];
    const value = { tensor: { dtype: type, tensorShape: tensorShape(shape) } };
    this.nodes.push({ name, op: 'Const', attr: { dtype: { type }, value } });
    return name;
  }
}
