import type { Operation } from '../../../src/ir/operation.ts';
import { sizeOf, type ValueId } from '../../../src/ir/value.ts';
import { assembleShader } from './assemble-shader.ts';
import type { ClusterKernel, Part } from './cluster-kernel.ts';
import { INEXPRESSIBLE, KernelWriter, type FindComputed } from './kernel-writer.ts';
import { dimensionsOf, MOST_AFTER, type MatMul } from './product-tile.ts';
import { isAt, rememberPlace } from './tensor-index.ts';
import type { ValueGraph } from './value-graph.ts';
import { WgslScope } from './wgsl-scope.ts';

const THREADS = 64;
/** Multiplications up to which tiles gain nothing, while their barriers cost seconds to compile on emulated devices. */
const SMALL = 1 << 17;

export function isSmall(product: MatMul, graph: ValueGraph): boolean {
  const { batch, rows, columns, inner } = dimensionsOf(product, graph);
  return batch * rows * columns * inner <= SMALL;
}

/**
 * A small matrix product with what is computed element by element before and after it: a thread has one result and goes along
 * the inner dimension in order. Throws `INEXPRESSIBLE`.
 */
export function smallProductKernel(graph: ValueGraph, part: Part, product: MatMul): ClusterKernel {
  const result = product.outputs[0]!;
  const { shape } = graph.typeOf(result);
  const size = sizeOf(shape);
  if (part.outputs.some((id) => sizeOf(graph.typeOf(id).shape) !== size)) throw INEXPRESSIBLE;
  const { rows, columns, inner } = dimensionsOf(product, graph);
  const { transposeA, transposeB } = product.attributes;
  const workgroups = Math.ceil(size / THREADS);

  const inputs: ValueId[] = [];
  const computed = new Set<Operation>([product]);
  const scope = new WgslScope();
  const flat = scope.let(`workgroup * ${THREADS}u + local`, 'flat');
  scope.lines.push(`if (${flat} >= ${size}u) { return; }`);
  const column = scope.let(`${flat} % ${columns}u`, 'column');
  const row = scope.let(`${flat} / ${columns}u % ${rows}u`, 'row');
  const image = scope.let(`${flat} / ${rows * columns}u`, 'image');

  /** An element of an operand; `repeats` threads compute it, each for itself: there are few, and a step more costs more. */
  const read = (id: ValueId, first: string, second: string, repeats: number, step: WgslScope): string => {
    const of = graph.typeOf(id).shape;
    const points = sizeOf(of) * repeats;
    const writer = new KernelWriter({ graph, inside: part.operations, points, inputs, computed });
    const places = [...(of.length === 3 ? [image] : []), first, second];
    const coordinates = places.map((place, axis) => (of[axis] === 1 ? '0u' : place));
    return writer.at(id, { shape: of, coordinates }, step);
  };
  scope.lines.push('var sum = 0.0;');
  scope.block(`for (var k = 0u; k < ${inner}u; k++)`, (step) => {
    const [left, right] = [product.inputs[0]!, product.inputs[1]!];
    const a = transposeA ? read(left, 'k', row, columns, step) : read(left, row, 'k', columns, step);
    const b = transposeB ? read(right, column, 'k', rows, step) : read(right, 'k', column, rows, step);
    step.lines.push(`sum += ${a} * ${b};`);
  });
  const known = computed.size;

  const coordinates = [...(shape.length === 3 ? [image] : []), row, column];
  rememberPlace(shape, coordinates, flat, scope);
  const own = coordinates.filter((_, axis) => shape[axis] !== 1);
  const find: FindComputed = (operation, index) => {
    if (operation !== product) return null;
    if (!isAt(index, own, flat)) throw INEXPRESSIBLE;
    return 'sum';
  };
  const writer = new KernelWriter({ graph, inside: part.operations, points: size, inputs, computed, find });
  part.outputs.forEach((id, n) => {
    const value = writer.at(id, { shape: graph.typeOf(id).shape, flat }, scope);
    scope.lines.push(`out${n}[${flat}] = ${value};`);
  });
  if (computed.size - known > MOST_AFTER) throw INEXPRESSIBLE;
  const { outputs } = part;
  const body = scope.lines;
  return {
    shader: () => assembleShader({ graph, inputs, outputs, body, workgroups, threads: THREADS }),
    inputs,
    outputs,
    computed,
  };
}
