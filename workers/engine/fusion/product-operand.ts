import { defined } from '../../../src/base/assert.ts';
import type { Operation } from '../../../src/ir/operation.ts';
import { sizeOf, type ValueId } from '../../../src/ir/value.ts';
import type { KernelWriter } from './kernel-writer.ts';
import type { ValueGraph } from './value-graph.ts';
import type { WgslScope } from './wgsl-scope.ts';

interface Layout {
  readonly graph: ValueGraph;
  readonly inside: ReadonlySet<Operation>;
  readonly inputs: ValueId[];
  readonly byFours: Set<ValueId>;
  readonly id: ValueId;
  /** Of the shared memory and of what a thread takes from it. */
  readonly name: 'a' | 'b';
  /** Whether neighbours in memory are neighbours along the inner dimension, rather than along the other one. */
  readonly byInner: boolean;
  readonly inner: number;
  /** Steps along the inner dimension that are held at a time. */
  readonly depth: number;
  /** Where the tile begins along the other dimension, how far it goes, and how long the dimension is. */
  readonly begin: string;
  readonly extent: number;
  readonly of: number;
  /** The thread's number along the other dimension, and how many there are. */
  readonly thread: string;
  readonly threads: number;
  /** Which of a batch of matrices. */
  readonly image: string;
}

/** One side of a matrix product: how a workgroup brings a stretch of it into shared memory, by fours as it lies in its buffer. */
export class ProductOperand {
  readonly byInner: boolean;
  readonly declaration: string;
  readonly #layout: Layout;
  /** Fours in a line of shared memory, and with what keeps neighbouring lines out of the same bank. */
  readonly #quads: number;
  readonly #pitch: number;
  readonly #lines: number;

  constructor(layout: Layout) {
    const { byInner, depth, extent, name } = layout;
    this.#layout = layout;
    this.byInner = byInner;
    this.#quads = (byInner ? depth : extent) / 4;
    this.#lines = byInner ? extent : depth;
    this.#pitch = byInner ? this.#quads + 1 : this.#quads;
    this.declaration = `var<workgroup> tile_${name}: array<vec4<f32>, ${this.#lines * this.#pitch}>;`;
  }

  /** Elements of the matrix, or of all of the batch. */
  get size(): number {
    return sizeOf(this.#layout.graph.typeOf(this.#layout.id).shape);
  }

  /** The place within the tile of a thread's i-th row or column. */
  place(i: string): string {
    const { thread, threads } = this.#layout;
    return this.byInner ? `${thread} + ${i} * ${threads}u` : `${thread} * 4u + ${i}`;
  }

  /**
   * Writes the statements that fill shared memory from step `k` on; zeros where the matrix has ended.
   *
   * @param computed operations that are computed on the way; grows
   */
  load(scope: WgslScope, writer: KernelWriter, computed: Set<Operation>, threads: number): void {
    const { graph, id, byInner, begin, extent, of, inner, depth, image, name } = this.#layout;
    const { shape } = graph.typeOf(id);
    const entries = this.#lines * this.#quads;
    const e = scope.name('e');
    const body = (each: WgslScope): void => {
      const line = each.let(`${e} / ${this.#quads}u`);
      const quad = each.let(`${e} % ${this.#quads}u * 4u`);
      const first = each.let(`${byInner ? begin : 'k'} + ${line}`);
      const second = each.let(`${byInner ? 'k' : begin} + ${quad}`);
      const [firstEnds, secondEnds] = byInner
        ? [of % extent !== 0, inner % depth !== 0]
        : [inner % depth !== 0, of % extent !== 0];
      const [firstLimit, secondLimit] = shape.slice(-2) as [number, number];
      const value = each.name('value');
      each.lines.push(`var ${value} = vec4<f32>();`);
      const within = firstEnds ? [`${first} < ${firstLimit}u`] : [];
      if (secondLimit % 4 === 0 && secondEnds) within.push(`${second} < ${secondLimit}u`);
      each.block(condition(within), (read) => {
        const direct = secondLimit % 4 === 0 ? this.#direct(computed) : null;
        if (direct !== null) {
          const start = shape.length === 3 ? `(${image} * ${firstLimit}u + ${first})` : first;
          read.lines.push(`${value} = in${direct}[(${start} * ${secondLimit}u + ${second}) / 4u];`);
          return;
        }
        read.block('for (var c = 0u; c < 4u; c++)', (one) => {
          const column = one.let(`${second} + c`);
          if (secondLimit % 4 !== 0) one.lines.push(`if (${column} >= ${secondLimit}u) { break; }`);
          const place = [first, column].map((text, i) => ([firstLimit, secondLimit][i] === 1 ? '0u' : text));
          const lead = shape.length === 3 ? [shape[0] === 1 ? '0u' : image] : [];
          const element = writer.at(id, { shape, coordinates: [...lead, ...place] }, one);
          one.lines.push(`${value}[c] = ${element};`);
        });
      });
      each.lines.push(`tile_${name}[${line} * ${this.#pitch}u + ${quad} / 4u] = ${value};`);
    };
    scope.block(`for (var ${e} = local; ${e} < ${entries}u; ${e} += ${threads}u)`, body);
  }

  /** Statements that take what the steps 4q to 4q + 3 need of a thread's four rows or columns. */
  take(): string[] {
    const { name, thread } = this.#layout;
    return [0, 1, 2, 3].map((i) => {
      const entry = this.byInner
        ? `(${this.place(`${i}u`)}) * ${this.#pitch}u + q`
        : `(q * 4u + ${i}u) * ${this.#pitch}u + ${thread}`;
      return `let ${name}${i} = tile_${name}[${entry}];`;
    });
  }

  /** The number of the buffer that holds the matrix itself, read by fours; null where it has to be computed or looked up. */
  #direct(computed: Set<Operation>): number | null {
    const { graph, inside, inputs, byFours } = this.#layout;
    let { id } = this.#layout;
    const renamed: Operation[] = [];
    for (;;) {
      const producer = graph.producer(id);
      if (!producer || !(inside.has(producer) || graph.isCheap(producer))) break;
      if (producer.name !== 'reshape' && producer.name !== 'stopGradient') return null;
      renamed.push(producer);
      id = defined(producer.inputs[0], 'it has an input');
    }
    if (graph.typeOf(id).dtype !== 'float32' || graph.literal(id, () => '0u') !== null) return null;
    for (const operation of renamed) computed.add(operation);
    if (!inputs.includes(id)) inputs.push(id);
    byFours.add(id);
    return inputs.indexOf(id);
  }
}

function condition(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `if (${parts.join(' && ')})`;
}
