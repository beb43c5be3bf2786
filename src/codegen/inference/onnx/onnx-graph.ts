import { defined } from '../../../base/assert.ts';
import { permute } from '../../permute.ts';
import type { ValueId } from '../../../ir/value.ts';
import type { InferenceGraph } from '../inference-graph.ts';
import type { ParameterValues } from '../parameter-values.ts';
import type { Message } from './messages.ts';

/** Numbers of the format's TensorProto.DataType and AttributeProto.AttributeType. */
export const ELEMENT = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
const ATTRIBUTE = { f: 1, i: 2, ints: 7 } as const;

/** Where the channels of images and maps stand: last, as on the canvas, or second, as ONNX's convolutions have them. */
export type Layout = 'last' | 'first';
/** How a parameter stands in the file: as on the canvas, a kernel as OIHW, a vector so that it meets the second axis. */
export type Form = 'same' | 'kernel' | 'perChannel';

export type Attributes = Readonly<Record<string, number | readonly number[] | { readonly float: number }>>;

interface Stored {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly data: Float32Array | Int32Array;
}

/** The images on their way through the file: the name that readers of the model see. */
export const INPUT = 'images';

/** Nodes and initializers of an ONNX graph while they are written. Names of values are those of what makes them. */
export class OnnxGraph {
  readonly nodes: Message[] = [];
  readonly initializers: Message[] = [];
  readonly graph: InferenceGraph;
  readonly #stored = new Map<ValueId, Stored & { readonly name: string }>();
  readonly #written = new Set<string>();
  readonly #forms = new Map<string, Form>();
  /** By value: its name in either layout. Values that are no maps have the layout `last`. */
  readonly #names = new Map<ValueId, Partial<Record<Layout, string>>>();

  constructor(graph: InferenceGraph, values: ParameterValues) {
    this.graph = graph;
    this.#names.set(graph.input.id, { first: INPUT });
    for (const { id, shape } of graph.parameters) {
      const data = defined(values.get(id), `${id} has a value`);
      this.#stored.set(id, { name: id, shape, dtype: 'float32', data });
    }
  }

  rankOf(id: ValueId): number {
    return defined(this.graph.types.get(id), `${id} has a type`).shape.length;
  }

  /** A number or a table that is the same for all images. */
  store(id: ValueId, name: string, constant: Stored): void {
    this.#stored.set(id, { name, ...constant });
  }

  isStored(id: ValueId): boolean {
    return this.#stored.has(id);
  }

  has(id: ValueId, layout: Layout): boolean {
    return this.#names.get(id)?.[layout] !== undefined;
  }

  name(id: ValueId, name: string, layout: Layout = 'last'): void {
    this.#names.set(id, { ...this.#names.get(id), [layout]: name });
  }

  /** The same value under another id. */
  alias(id: ValueId, of: ValueId): void {
    const stored = this.#stored.get(of);
    if (stored) this.#stored.set(id, stored);
    else this.#names.set(id, defined(this.#names.get(of), `${of} is written`));
  }

  /** The name of a value in a layout, or of a parameter in a form. */
  use(id: ValueId, layout: Layout = 'last', form: Form = 'same'): string {
    const stored = this.#stored.get(id);
    if (stored) {
      // the first form that is needed, mostly the only one, has the name as it is
      const first = this.#forms.get(stored.name) ?? form;
      this.#forms.set(stored.name, first);
      return this.#initialize(first === form ? stored.name : `${stored.name}/${form}`, stored, form);
    }
    const names = defined(this.#names.get(id), `${id} is written before it is read`);
    const known = names[layout];
    if (known !== undefined) return known;
    const [from, perm, what] =
      layout === 'last'
        ? [names.first!, [0, 2, 3, 1], 'channelsLast']
        : [names.last!, [0, 3, 1, 2], 'channelsFirst'];
    const name = this.node('Transpose', [from], `${from}/${what}`, { perm });
    this.name(id, name, layout);
    return name;
  }

  /** Adds a node and gives the name of its one output, which is the node's own. */
  node(opType: string, input: readonly string[], name: string, attributes: Attributes = {}): string {
    const attribute = Object.entries(attributes).map(([key, value]): Message => {
      if (typeof value === 'number') return { name: key, i: value, type: ATTRIBUTE.i };
      return 'float' in value
        ? { name: key, f: value.float, type: ATTRIBUTE.f }
        : { name: key, ints: value, type: ATTRIBUTE.ints };
    });
    this.nodes.push({ input, output: [name], name, opType, attribute });
    return name;
  }

  /** Whole numbers that say what a node does, such as a shape: one initializer for all that need the same. */
  ints(values: readonly number[], scalar = false): string {
    const name = scalar ? `int64 ${values[0]}` : `int64 [${values.join(', ')}]`;
    if (!this.#written.has(name)) {
      const data = BigInt64Array.from(values, BigInt);
      this.#tensor(name, scalar ? [] : [values.length], ELEMENT.int64, data);
    }
    return name;
  }

  /** A number of a node's own. */
  float(value: number): string {
    const name = `float32 ${value}`;
    if (!this.#written.has(name)) this.#tensor(name, [], ELEMENT.float32, Float32Array.of(value));
    return name;
  }

  #initialize(name: string, { shape, dtype, data }: Stored, form: Form): string {
    if (this.#written.has(name)) return name;
    if (form === 'kernel') {
      const order = [3, 2, 0, 1];
      this.#tensor(
        name,
        order.map((axis) => shape[axis]!),
        ELEMENT[dtype],
        permute(data, shape, order),
      );
    } else this.#tensor(name, form === 'perChannel' ? [...shape, 1, 1] : shape, ELEMENT[dtype], data);
    return name;
  }

  #tensor(name: string, dims: readonly number[], dataType: number, data: ArrayBufferView): void {
    this.#written.add(name);
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.initializers.push({ name, dims, dataType, rawData });
  }
}
